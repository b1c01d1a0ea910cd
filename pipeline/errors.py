"""Errors that a person can do something about: what happened, and the remedy."""

import errno

CONTACT_REMEDY = "set DEFCOOP_CONTACT to a page or a mail address by which publishers reach you"


class PipelineError(Exception):
    """A step cannot go on; the message says what happened, where, and what to do."""

    def __init__(self, what: str, remedy: str) -> None:
        super().__init__(f"{what} — {remedy}")
        self.what = what
        self.remedy = remedy


class AlreadyTold(PipelineError):
    """Something failed of which people have been told where it happened."""


class AuditFailed(AlreadyTold):
    """The audit refused the candidate; the published warehouse stands, the alert has been sent."""


class SourceFailed(PipelineError):
    """A source could not be read tonight; the others go on."""

    def __init__(self, source_id: str, what: str, remedy: str) -> None:
        super().__init__(f"source {source_id}: {what}", remedy)
        self.source_id = source_id


def explain_os_error(error: OSError) -> PipelineError:
    """A refused write or read as one clear error: a full disk, a missing permission, a path that cannot be."""
    where = f" {error.filename}" if error.filename else ""
    reason = error.strerror or str(error)
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return PipelineError(f"cannot write{where}: {reason}", "free space, or set DEFCOOP_HOME to a larger disk")
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOTDIR):
        return PipelineError(f"cannot use{where}: {reason}", "give permission, or set DEFCOOP_HOME to another folder")
    return PipelineError(f"cannot use{where}: {reason}", "mend it and run the night again: it goes on where it stopped")


def explain_error(error: BaseException) -> BaseException:
    """An error as a person should read it: a bare refusal of the system gets its remedy, others stay as they are."""
    return explain_os_error(error) if isinstance(error, OSError) and error.errno else error


def name_source(source_id: str, error: Exception) -> SourceFailed:
    """An error of one source, with its name and a remedy."""
    known = explain_error(error)
    if isinstance(known, PipelineError):
        return SourceFailed(source_id, known.what, known.remedy)
    remedy = "mend the cause and run the night again; what was fetched stays"
    return SourceFailed(source_id, f"{type(known).__name__}: {known}", remedy)
