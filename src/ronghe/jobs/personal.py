"""Personal data of this room: who started a job, and who asked it to stop."""

from ronghe.lib.personal import Purpose, acts

PERSONAL = {**acts(Purpose.TRUST, "jobs.Job.by_id jobs.Job.stop_by_id")}
NOT_PERSONAL = {
    "jobs.Job": {"what the job is, and how the program failed": "kind about_id error"},
    "jobs.Worker": {"names of processes and machines": "name host"},
}
