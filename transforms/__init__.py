"""How text becomes records: pure functions, without network, files, clock or chance."""
