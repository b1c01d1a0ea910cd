"""The image is built once for all tests, where an engine answers."""

from collections.abc import Iterator

import pytest

from tests.image.engine import ENGINES, Image, build_image, find_engine


@pytest.fixture(scope="session")
def image(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Image]:
    """The image of this tree."""
    engine = find_engine()
    if engine is None:
        pytest.skip(f"no container engine answers here: none of {', '.join(ENGINES)}")
    with build_image(engine, tmp_path_factory.mktemp("tree") / "defcoop") as built:
        yield built
