"""French and German without a parser: frames on the surface for three kinds."""
