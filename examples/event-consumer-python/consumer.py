"""Reads the changes of customers from JetStream and prints each one once, as a line of JSON.

The broker delivers at least once: again after a crash, or when an acknowledgement was lost. What makes it once here is
the revision, which grows by one with each event of a customer: the last one handed out is kept in a SQLite file.
"""

import argparse
import asyncio
import json
import os
import re
import sqlite3
import sys
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import nats
from nats.aio.msg import Msg
from nats.errors import TimeoutError as NothingCame
from nats.js.api import AckPolicy, ConsumerConfig

# Events under way at once. With more than one, a crash would bring back the older ones after newer ones: out of order.
UNDER_WAY = 1
LONGEST_WAIT_SECONDS = 5.0


@dataclass(frozen=True)
class Settings:
    server: str
    user: str | None
    password: str | None
    stream: str
    subject_prefix: str
    organisation: int
    durable: str
    database: Path
    ack_wait: float
    until_idle: float | None

    @property
    def filter_subject(self) -> str:
        return f"{self.subject_prefix}.{self.organisation}.>"


def settings_from_arguments() -> Settings:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--server", default=os.environ.get("NATS_URL", "nats://127.0.0.1:4222"))
    parser.add_argument("--user", default=os.environ.get("NATS_USER"), help="the password is NATS_PASSWORD")
    parser.add_argument("--stream", default="CUSTOMER_CHANGED")
    parser.add_argument("--subject-prefix", default="customer-changed.v1")
    parser.add_argument("--organisation", type=int, required=True)
    parser.add_argument("--durable", help="the name of the consumer in the broker; default: organisation-<id>")
    parser.add_argument("--database", type=Path, default=Path("revisions.sqlite"))
    parser.add_argument("--ack-wait", type=float, default=30.0, help="seconds until a delivery comes again")
    parser.add_argument("--until-idle", type=float, metavar="SECONDS", help="end when nothing came for so long")
    given = vars(parser.parse_args())
    given["durable"] = given["durable"] or f"organisation-{given['organisation']}"
    return Settings(password=os.environ.get("NATS_PASSWORD"), **given)


class Revisions:
    """The last revision of each customer that was handed out."""

    def __init__(self, path: Path) -> None:
        self._database = sqlite3.connect(path, isolation_level=None)
        self._database.execute("PRAGMA journal_mode = WAL")
        self._database.execute("CREATE TABLE IF NOT EXISTS last (customer INTEGER PRIMARY KEY, revision INTEGER)")

    def last(self, customer: int) -> int:
        row = self._database.execute("SELECT revision FROM last WHERE customer = ?", (customer,)).fetchone()
        return row[0] if row else 0

    def hand_out(self, event: dict) -> None:
        """Prints the event and remembers its revision.

        One of the two comes first. Here it is the line: a crash before the commit prints it again, none is lost. The
        time in between is that of one small write. To be exact the work must go into the same transaction as the
        revision, as a row in the same database would.
        """
        data = event["data"]
        self._database.execute("BEGIN IMMEDIATE")
        self._database.execute("REPLACE INTO last VALUES (?, ?)", (data["customerNumber"], data["revision"]))
        print(json.dumps(event, ensure_ascii=False), flush=True)
        self._database.execute("COMMIT")


async def messages(settings: Settings) -> AsyncIterator[Msg]:
    """What the durable consumer has for us, oldest first, until it was idle for so long as was asked."""
    connection = await nats.connect(
        settings.server,
        user=settings.user,
        password=settings.password,
        # The broker's permissions may allow this inbox only.
        inbox_prefix=f"_INBOX_{settings.durable}".encode(),
        max_reconnect_attempts=-1,
    )
    try:
        config = ConsumerConfig(ack_policy=AckPolicy.EXPLICIT, ack_wait=settings.ack_wait, max_ack_pending=UNDER_WAY)
        inbox = await connection.jetstream().pull_subscribe(
            settings.filter_subject, durable=settings.durable, stream=settings.stream, config=config
        )
        wait = min(settings.until_idle or LONGEST_WAIT_SECONDS, LONGEST_WAIT_SECONDS)
        idle = 0.0
        while settings.until_idle is None or idle < settings.until_idle:
            try:
                batch = await inbox.fetch(UNDER_WAY, timeout=wait)
            except NothingCame:
                idle += wait
                continue
            idle = 0.0
            for message in batch:
                yield message
    finally:
        await connection.close()


def event_of(message: Msg) -> dict | None:
    """The CloudEvent in a message, or None when it is none, or not of the subject it came on."""
    try:
        event = json.loads(message.data)
        data = event["data"]
        of_subject = message.subject.endswith(f".{data['organisationId']}.{data['customerNumber']}")
        is_event = re.fullmatch(r"customer\.(created|updated|deleted)\.v1", event["type"]) and data["revision"] >= 1
        return event if of_subject and is_event else None
    except (ValueError, KeyError, TypeError):
        return None


def note(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


async def main(settings: Settings) -> None:
    revisions = Revisions(settings.database)
    async for message in messages(settings):
        event = event_of(message)
        if event is None:
            note(f"not an event, put aside: {message.subject}")
            await message.term()
            continue
        customer, revision = event["data"]["customerNumber"], event["data"]["revision"]
        last = revisions.last(customer)
        if revision <= last:
            note(f"repeat of customer {customer}: revision {revision} after {last}, dropped")
        else:
            # The first one seen may be any: what is older than the stream keeps is gone.
            if last > 0 and revision > last + 1:
                note(f"gap of customer {customer}: revision {revision} after {last}")
            revisions.hand_out(event)
        # Only now: what was not handed out comes again.
        await message.ack()


if __name__ == "__main__":
    asyncio.run(main(settings_from_arguments()))
