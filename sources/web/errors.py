"""Why an address gave nothing: a rule, the reason in words that stay the same every night, and what to do."""


class WebError(Exception):
    """A request that was not made, or gave nothing that can be kept.

    `is_temporary` says whether asking again may help; `wait_seconds` is how long the server asks us to wait.
    """

    def __init__(
        self,
        rule: str,
        reason: str,
        remedy: str,
        *,
        http_status: int | None = None,
        is_temporary: bool = False,
        wait_seconds: float | None = None,
    ) -> None:
        super().__init__(f"{reason}: {remedy}")
        self.rule, self.reason, self.remedy = rule, reason, remedy
        self.http_status = http_status
        self.is_temporary = is_temporary
        self.wait_seconds = wait_seconds
