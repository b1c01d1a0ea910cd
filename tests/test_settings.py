"""Settings: where they come from, and what a person is told when one is wrong."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from pipeline.errors import PipelineError, explain_os_error
from pipeline.settings import Settings, load_settings, prepare_home


def test_paths_are_absolute_wherever_the_night_was_started(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DEFCOOP_HOME", "nights")
    assert load_settings().home == tmp_path / "nights"


def test_the_home_is_data_in_the_folder_where_one_stands(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    assert load_settings().home == tmp_path / "data"


def test_a_line_of_dotenv_is_a_setting_and_the_environment_wins(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / ".env").write_text("DEFCOOP_SMTP_PORT=2525\nDEFCOOP_BATCH_SIZE=7\nOTHER=1\n")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DEFCOOP_BATCH_SIZE", "9")
    settings = load_settings()
    assert (settings.smtp_port, settings.batch_size) == (2525, 9)


@pytest.mark.parametrize(
    "text", ["2026-01-02T03:04:05", "2026-01-02T03:04:05Z", "2026-01-02T05:04:05+02:00"], ids=["naive", "utc", "offset"]
)
def test_a_fixed_clock_stands_in_utc(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setenv("DEFCOOP_NOW", text)
    assert load_settings().clock() == datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)


def test_without_a_fixed_clock_time_passes() -> None:
    settings = Settings()
    assert settings.clock() <= settings.clock()
    assert settings.clock().tzinfo == UTC


def test_a_wrong_setting_is_named_with_its_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DEFCOOP_SMTP_PORT", "many")
    with pytest.raises(PipelineError, match=r"DEFCOOP_SMTP_PORT: .* — correct it"):
        load_settings()


def test_recipients_are_a_list_without_blanks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DEFCOOP_ALERT_EMAIL_TO", "a@example.org, b@example.org,")
    assert load_settings().recipients == ["a@example.org", "b@example.org"]


def test_a_home_that_is_made_leaves_nothing_behind(tmp_path: Path) -> None:
    prepare_home(Settings(home=tmp_path / "a" / "b"))
    assert list((tmp_path / "a" / "b").iterdir()) == []


@pytest.mark.parametrize("where", ["file", "/proc"], ids=["a file stands there", "read-only"])
def test_a_home_that_cannot_be_written_is_one_error_with_the_remedy(tmp_path: Path, where: str) -> None:
    (tmp_path / "file").write_text("not a folder")
    with pytest.raises(PipelineError, match=r"cannot write to the home folder .* — .*DEFCOOP_HOME"):
        prepare_home(Settings(home=tmp_path / where / "home"))


@pytest.mark.parametrize(("number", "remedy"), [(28, "free space"), (13, "give permission"), (30, "give permission")])
def test_a_refused_write_names_the_path_and_the_remedy(number: int, remedy: str) -> None:
    error = explain_os_error(OSError(number, "refused", "/srv/home/x"))
    assert "/srv/home/x: refused" in str(error)
    assert error.remedy.startswith(remedy)


def test_every_setting_stands_in_the_example(root: Path) -> None:
    example = (root / ".env.example").read_text()
    hidden = {"dags"}  # where the DAGs lie follows from the installation
    assert [n for n in Settings.model_fields if n not in hidden and f"#DEFCOOP_{n.upper()}=" not in example] == []
