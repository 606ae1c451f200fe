"""What every piece of work at the desk needs, wired once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import cached_property
from zoneinfo import ZoneInfo

import classifiers
from monitor.clock import Clock
from monitor.config import Config
from monitor.errors import ModelError
from monitor.government import government_of
from monitor.schema_feeds import Outlet
from monitor.store import Store, open_store
from monitor.triage.calendar import build_calendars
from monitor.triage.policy import Calendars
from monitor.wording_time import format_instant

Tell = Callable[[str, int, int], None]
"""Hears (what is being done, how many are done, how many in all)."""


def quiet(what: str, done: int, total: int) -> None:
    """Hear of progress and say nothing."""


class Office:
    """Configuration, store, clock and calendars; the model is loaded when it is first needed."""

    def __init__(self, config: Config, clock: Clock) -> None:
        self.config = config
        self.clock = clock
        self.store: Store = open_store(config.data_dir)

    def twin(self) -> Office:
        """Return another office on the same folder, with its own connection; what never changes is shared.

        A server opens one for every thread; each would otherwise count out every holiday of the year again.
        """
        year = self.clock.now().astimezone(self.zone).year
        for calendar in {self.calendars.default, *self.calendars.by_opd.values()}:
            calendar.year(year)
        other = Office(self.config, self.clock)
        other.__dict__["calendars"] = self.calendars
        return other

    @cached_property
    def zone(self) -> ZoneInfo:
        """The zone that staff live in."""
        return ZoneInfo(self.config.profile.zone)

    @cached_property
    def calendars(self) -> Calendars:
        """The working calendars of the office and of agencies that keep other hours."""
        return calendars_of(self.config)

    @cached_property
    def rater(self) -> classifiers.Rater:
        """The classifiers' model."""
        return load_rater()

    @cached_property
    def government(self) -> classifiers.Government:
        """The monitored government as the classifiers see it."""
        return government_of(self.config.profile)

    @cached_property
    def outlets(self) -> dict[str, Outlet]:
        """The outlets of feeds.yaml by id."""
        return {outlet.id: outlet for outlet in self.config.feeds.outlets}

    @cached_property
    def outlet_names(self) -> dict[str, str]:
        """Outlet ids and the names that staff read."""
        return {outlet.id: outlet.name for outlet in self.config.feeds.outlets}

    @cached_property
    def opd_names(self) -> dict[str, str]:
        """Slugs of agencies and the short names that staff read."""
        return {one.slug: one.short for one in self.config.profile.opd.opd}

    def say(self, instant: datetime) -> str:
        """Return an instant as staff read it: "Sab 21 Nov 2026 18.40 WITA"."""
        return format_instant(instant, self.zone, self.config.profile.zone_label)


def calendars_of(config: Config) -> Calendars:
    """Return the calendars that the profile's table describes."""
    by_name = build_calendars(config.profile.calendar)
    special = {one.slug: by_name[one.calendar] for one in config.profile.opd.opd if one.calendar != "default"}
    return Calendars(by_name["default"], special)


def load_rater() -> classifiers.Rater:
    """Return the shipped model. Raises ModelError when it is missing, altered or of another version."""
    try:
        return classifiers.load()
    except classifiers.ModelFileError as error:
        raise ModelError(str(error)) from error
