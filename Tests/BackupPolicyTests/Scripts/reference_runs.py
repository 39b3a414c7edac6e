"""Prints the runs of schedules, by Python's zoneinfo and by croniter.

Reads JSON from the first argument: {"from", "to", "zones", "schedules"}. Prints a line for each
schedule and zone: the runs as seconds since 1970.
"""
import calendar
import json
import sys
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from croniter import croniter


def local_times(schedule, start, end):
    """The times of a clock that never changes, and whether there is one in every hour."""
    kind = schedule["frequency"]
    times = []
    if kind == "cron":
        fields = schedule["cron"].split()
        runs = croniter(schedule["cron"], start, implement_cron_bug=True)
        while (time := runs.get_next(datetime)) < end:
            times.append(time)
        return times, fields[1] == "*"
    if kind == "hourly":
        time = start.replace(minute=schedule["minute"])
        while time < end:
            times.append(time)
            time += timedelta(hours=1)
        return times, True
    hour, minute = map(int, schedule["at"].split(":"))
    day = start.date()
    while day < end.date():
        last = calendar.monthrange(day.year, day.month)[1]
        if (
            kind == "daily"
            or kind == "weekly" and day.isoweekday() == schedule["dayOfWeek"]
            or kind == "monthly" and day.day == min(schedule["dayOfMonth"], last)
        ):
            times.append(datetime(day.year, day.month, day.day, hour, minute))
        day += timedelta(days=1)
    return times, False


def gap_end(late, zone):
    """The moment at which a gap ends, from one that is later by less than the gap."""
    offset = datetime.fromtimestamp(late, zone).utcoffset()
    while datetime.fromtimestamp(late - 60, zone).utcoffset() == offset:
        late -= 60
    return late


def moments(time, zone, every_hour):
    first = time.replace(tzinfo=zone)
    second = first.replace(fold=1)
    if first.utcoffset() == second.utcoffset():
        return [int(first.timestamp())]
    early, late = sorted((int(first.timestamp()), int(second.timestamp())))
    if datetime.fromtimestamp(early, zone).replace(tzinfo=None) == time:
        return [early, late] if every_hour else [early]
    return [] if every_hour else [gap_end(late, zone)]


order = json.loads(sys.argv[1])
begin, end = order["from"], order["to"]
first_day = datetime.utcfromtimestamp(begin) - timedelta(days=2)
last_day = datetime.utcfromtimestamp(end) + timedelta(days=2)
for schedule in order["schedules"]:
    times, every_hour = local_times(schedule, first_day, last_day)
    for name in order["zones"]:
        zone = ZoneInfo(name)
        runs = {run for time in times for run in moments(time, zone, every_hour)}
        print(" ".join(str(run) for run in sorted(runs) if begin <= run < end))
