"""Why work ends before its end. Whoever does a job fails it with these as with any other fault."""


class Stopped(Exception):
    """Somebody asked the job to stop."""


class GivenUp(Exception):
    """The job killed its worker every time."""
