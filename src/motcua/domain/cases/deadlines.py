"""When a case is due: a pure function of what happened, explained line by line. No "today" hides in it.

Days (`working_day`, `day`, `month`): the day of receipt is not counted, whatever the hour; a last day that is a day off rolls
to the next working day; a month without that day ends with its last one (BLDS Đ.147, 148). The promise is the closing time
of the last day, the legal limit its 24:00. Hours: `working_hour` runs while the office is open, `hour` around the clock;
both start at once (BLDS Đ.147.1). The 15:00 rule moves forwarding and same-day procedures only (NĐ 61/2018 Đ.18.2).

A supplement restarts the clock from zero once complete (NĐ 61/2018 Đ.19.4) unless its effect is "stop"; a financial duty
stops it. How a stop counts:

* In hours, to the moment: the stretches inside the stop are left out.
* In days, a day on which the clock stood still for any part of its opening hours is left out (for a day on which the office
  does not open: any part of the day). The day the clock stops cannot be used to its end, and the day it runs again is the
  day of an event, which BLDS Đ.147.2 does not count. So a stop on the very last day, too, leaves a last day to decide on;
  a stop outside opening hours costs no working day; two stops on one day cost it once.

A stop that begins when the time was already up changes nothing; a restart always does.
"""

import calendar as months
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal, InvalidOperation
from typing import Literal

from motcua.base.calendars import facts
from motcua.base.calendars.hours import OfficeHours
from motcua.base.calendars.working import (
    MIDNIGHT,
    ONE_DAY,
    ONE_MINUTE,
    Stretch,
    WorkingCalendar,
    add_working_time,
    at,
    closing_of,
    opening_of,
    run_out,
    stretches_on,
    without,
    working_time_between,
)
from motcua.kernel.clock import local
from motcua.kernel.errors import Invalid
from motcua.kernel.words import Words

Unit = Literal["working_day", "day", "month", "working_hour", "hour"]
Effect = Literal["restart", "stop"]
