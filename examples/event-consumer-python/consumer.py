"""Reads the changes of customers from JetStream and prints each one once, as a line of JSON.

Many customers are handled at the same time, the events of one customer one after the other and in order. The broker
delivers at least once: again after a crash, or when an acknowledgement was lost. The position of each customer, epoch
and revision, is kept in a SQLite file and tells what was handled. Run one process for each durable: nats-py can not
ask the broker to serve one of several.
"""

import argparse
import asyncio
import json
import os
import re
import signal
import sqlite3
import sys
from collections.abc import Coroutine
from dataclasses import dataclass, field
from pathlib import Path

import nats
from nats.aio.msg import Msg
from nats.js import JetStreamContext
from nats.js.api import AckPolicy, ConsumerConfig
from nats.js.errors import NotFoundError

# Events that were delivered and are not acknowledged yet, all customers together.
MAX_UNSETTLED = 500
MAX_BATCH = 100
LONGEST_WAIT_SECONDS = 1.0
# How often an event that waits for an earlier one is looked at again.
HELD_INTERVAL_SECONDS = 0.25
MAX_ATTEMPTS = 5
# A handler that takes longer has failed, and the other customers go on.
HANDLER_TIMEOUT_SECONDS = 30.0
STOP_TIMEOUT_SECONDS = 10.0
DEAD_LETTER_PREFIX = "customer-changed-dead-letters.v1"
# An operator sent a dead letter again; the header names the subscriber that is to handle it.
REPLAYED_HEADER = "Customer-Event-Dead-Letter-For"

Position = tuple[int, int]


@dataclass(frozen=True)
class Settings:
    server: str
    password: str | None
    stream: str
    subject_prefix: str
    organisation: int
    durable: str
    database: Path
    ack_wait: float
    concurrency: int
    work_seconds: float
    until_idle: float | None

    @property
    def filter_subject(self) -> str:
        return f"{self.subject_prefix}.{self.organisation}.>"


def settings_from_arguments() -> Settings:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--server", default=os.environ.get("NATS_URL", "nats://127.0.0.1:4222"))
    parser.add_argument("--stream", default="CUSTOMER_CHANGED")
    parser.add_argument("--subject-prefix", default="customer-changed.v1")
    parser.add_argument("--organisation", type=int, required=True)
    parser.add_argument("--durable", help="user, consumer and inbox; default: organisation-<id>-billing")
    parser.add_argument("--database", type=Path, default=Path("positions.sqlite"))
    parser.add_argument("--ack-wait", type=float, default=30.0, help="seconds until a delivery comes again")
    parser.add_argument("--concurrency", type=int, default=16, help="customers that are handled at the same time")
    parser.add_argument("--work-seconds", type=float, default=0.0, help="how long the handler pretends to work")
    parser.add_argument("--until-idle", type=float, metavar="SECONDS", help="end when nothing came for this long")
    given = vars(parser.parse_args())
    given["durable"] = given["durable"] or f"organisation-{given['organisation']}-billing"
    return Settings(password=os.environ.get("NATS_PASSWORD"), **given)


def note(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


class Positions:
    """The position of the last event of each customer that was handled."""

    def __init__(self, path: Path) -> None:
        self._database = sqlite3.connect(path, isolation_level=None)
        self._database.execute("PRAGMA journal_mode = WAL")
        self._database.execute(
            "CREATE TABLE IF NOT EXISTS positions (customer INTEGER PRIMARY KEY, epoch INTEGER, revision INTEGER)"
        )

    def last(self, customer: int) -> Position | None:
        return self._database.execute(
            "SELECT epoch, revision FROM positions WHERE customer = ?", (customer,)
        ).fetchone()

    def store(self, event: dict) -> None:
        """Stores the position of an event."""
        values = (event["data"]["customerNumber"], *position_of(event))
        self._database.execute("REPLACE INTO positions VALUES (?, ?, ?)", values)

    def hand_out(self, event: dict, moves_position: bool) -> None:
        """Prints the event and stores its position.

        One of the two comes first. Here it is the line: a crash before the commit prints it again, none is lost. To be
        exact, the work must be part of the same transaction, as a row in the same database would be.
        """
        self._database.execute("BEGIN IMMEDIATE")
        if moves_position:
            self.store(event)
        print(json.dumps(event, ensure_ascii=False), flush=True)
        self._database.execute("COMMIT")


def event_of(message: Msg) -> dict | None:
    """The CloudEvent in a message. None when it is not one, or lies on the subject of another customer."""
    try:
        event = json.loads(message.data)
        data = event["data"]
        of_subject = message.subject.endswith(f".{data['organisationId']}.{data['customerNumber']}")
        is_event = re.fullmatch(r"customer\.(created|updated|deleted)\.v1", event["type"]) and data["revision"] >= 1
        return event if of_subject and is_event else None
    except (ValueError, KeyError, TypeError):
        return None


def position_of(event: dict) -> Position:
    """Epoch first: after a restore of the database revisions repeat. Events without an epoch belong to the first."""
    return event["data"].get("epoch", 1), event["data"]["revision"]


def follows(position: Position, last: Position | None) -> bool:
    """Whether nothing can lie between the two."""
    if last is None:
        return position[1] == 1
    return position == (last[0], last[1] + 1)


@dataclass(eq=False)
class Delivery:
    message: Msg
    event: dict
    is_replayed: bool
    attempts: int = 0
    # Nothing earlier can come any more.
    is_released: bool = False


@dataclass
class Queue:
    """The deliveries of one customer, by position."""

    waiting: list[Delivery] = field(default_factory=list)
    is_busy: bool = False
    is_held: bool = False


class Subscriber:
    def __init__(self, settings: Settings, context: JetStreamContext) -> None:
        self._settings = settings
        self._context = context
        self._positions = Positions(settings.database)
        self._handlers = asyncio.Semaphore(settings.concurrency)
        self._queues: dict[int, Queue] = {}
        # By sequence in the stream. A message that comes again is acknowledged on its latest delivery.
        self._unsettled: dict[int, Delivery] = {}
        self._tasks: set[asyncio.Task] = set()
        self.stopping = asyncio.Event()
        self.failed = False

    async def run(self) -> None:
        consumer = await self._consumer()
        helpers = [asyncio.create_task(self._still_working()), asyncio.create_task(self._release_held())]
        idle = 0.0
        until_idle = self._settings.until_idle
        while not self.stopping.is_set() and (until_idle is None or idle < until_idle):
            room = min(MAX_UNSETTLED - len(self._unsettled), MAX_BATCH)
            if room <= 0:
                await asyncio.sleep(HELD_INTERVAL_SECONDS)
                continue
            try:
                for message in await consumer.fetch(room, timeout=LONGEST_WAIT_SECONDS):
                    idle = 0.0
                    await self._take(message)
            except asyncio.TimeoutError:
                idle = idle + LONGEST_WAIT_SECONDS if not self._unsettled else 0.0
        await self._stop()
        for helper in helpers:
            helper.cancel()

    async def _consumer(self) -> JetStreamContext.PullSubscription:
        settings = self._settings
        try:
            await self._context.consumer_info(settings.stream, settings.durable)
        except NotFoundError:
            config = ConsumerConfig(
                # With the name, the filter is part of the subject of the request, where permissions see it.
                name=settings.durable,
                durable_name=settings.durable,
                filter_subject=settings.filter_subject,
                ack_policy=AckPolicy.EXPLICIT,
                ack_wait=settings.ack_wait,
                max_ack_pending=MAX_UNSETTLED,
            )
            await self._context.add_consumer(settings.stream, config)
        return await self._context.pull_subscribe_bind(settings.durable, stream=settings.stream)

    async def _take(self, message: Msg) -> None:
        sequence = message.metadata.sequence.stream
        if sequence in self._unsettled:
            self._unsettled[sequence].message = message
            return
        event = event_of(message)
        if event is None:
            self._unsettled[sequence] = Delivery(message, {}, is_replayed=False)
            self._spawn(self._park_invalid(self._unsettled[sequence]))
            return
        replayed_for = (message.headers or {}).get(REPLAYED_HEADER)
        delivery = Delivery(message, event, replayed_for == self._settings.durable)
        self._unsettled[sequence] = delivery
        customer = event["data"]["customerNumber"]
        queue = self._queues.setdefault(customer, Queue())
        queue.waiting.append(delivery)
        queue.waiting.sort(key=lambda one: (not one.is_replayed, position_of(one.event)))
        self._start(customer, queue)

    def _start(self, customer: int, queue: Queue) -> None:
        if queue.is_busy or not queue.waiting or self.stopping.is_set():
            return
        queue.is_busy = True
        self._spawn(self._work(customer, queue))

    def _spawn(self, work: Coroutine[None, None, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._ended)

    def _ended(self, task: asyncio.Task) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and task.exception() is not None:
            # The positions can not be read or written, for example. What was not acknowledged comes again.
            note(f"stopping: {task.exception()!r}")
            self.failed = True
            self.stopping.set()

    async def _work(self, customer: int, queue: Queue) -> None:
        """Deals with the events of one customer as long as the next one is there."""
        queue.is_held = False
        while queue.waiting and not self.stopping.is_set() and not queue.is_held:
            async with self._handlers:
                pause = await self._next(customer, queue)
            if pause:
                await asyncio.sleep(pause)
        queue.is_busy = False
        if not queue.waiting:
            self._queues.pop(customer, None)

    async def _next(self, customer: int, queue: Queue) -> float:
        """Deals with the first event; the seconds to wait before the next attempt."""
        delivery = queue.waiting[0]
        position, last = position_of(delivery.event), self._positions.last(customer)
        if not delivery.is_replayed:
            if last is not None and position <= last:
                note(f"repeat of customer {customer}: {position} after {last}, left out")
                queue.waiting.remove(delivery)
                await self._settle(delivery)
                return 0.0
            if not follows(position, last):
                # After a crash the broker delivers older events after newer ones.
                queue.is_held = not delivery.is_released
                if queue.is_held:
                    return 0.0
                if last is not None:
                    note(f"gap of customer {customer}: {position} after {last}")
        try:
            await asyncio.wait_for(self._handle(delivery.event), HANDLER_TIMEOUT_SECONDS)
        except Exception as error:
            return await self._failed(delivery, queue, error)
        self._positions.hand_out(delivery.event, moves_position=not delivery.is_replayed)
        queue.waiting.remove(delivery)
        await self._settle(delivery)
        return 0.0

    async def _handle(self, event: dict) -> None:
        """The place for the slow part of the work, such as looking the customer up."""
        await asyncio.sleep(self._settings.work_seconds)

    async def _failed(self, delivery: Delivery, queue: Queue, error: Exception) -> float:
        delivery.attempts += 1
        note(f"failed, attempt {delivery.attempts}: {error!r}")
        if delivery.attempts < MAX_ATTEMPTS:
            return min(10.0, 0.1 * 2**delivery.attempts)
        await self._park(delivery.message, repr(error))
        if not delivery.is_replayed:
            self._positions.store(delivery.event)
        queue.waiting.remove(delivery)
        await self._settle(delivery)
        return 0.0

    async def _settle(self, delivery: Delivery) -> None:
        self._unsettled.pop(delivery.message.metadata.sequence.stream, None)
        await delivery.message.ack()

    async def _park_invalid(self, delivery: Delivery) -> None:
        await self._park(delivery.message, "The message is not an event of the contract.")
        note(f"not an event, parked: {delivery.message.subject}")
        await self._settle(delivery)

    async def _park(self, message: Msg, reason: str) -> None:
        """Keeps a message as a dead letter. Until that succeeds it is not acknowledged."""
        customer = ".".join(message.subject.split(".")[-2:])
        headers = {
            "Dead-Letter-Reason": re.sub(r"[^\x20-\x7e]", " ", reason)[:1000],
            "Dead-Letter-Subject": message.subject,
            "Dead-Letter-Sequence": str(message.metadata.sequence.stream),
            "Nats-Msg-Id": f"{self._settings.durable}/{message.metadata.stream}/{message.metadata.sequence.stream}",
        }
        while not self.stopping.is_set():
            try:
                subject = f"{DEAD_LETTER_PREFIX}.{self._settings.durable}.{customer}"
                await self._context.publish(subject, message.data, headers=headers)
                return
            except Exception as error:
                note(f"the dead letter can not be kept yet: {error!r}")
                await asyncio.sleep(LONGEST_WAIT_SECONDS)
        raise asyncio.CancelledError

    async def _still_working(self) -> None:
        """Tells the broker that the events are being handled, so that it does not deliver them again."""
        while True:
            await asyncio.sleep(self._settings.ack_wait / 3)
            for delivery in list(self._unsettled.values()):
                await delivery.message.in_progress()

    async def _release_held(self) -> None:
        """Lets events go that wait for an earlier one, when everything that the broker delivered is here."""
        while True:
            await asyncio.sleep(HELD_INTERVAL_SECONDS)
            held = [(customer, queue) for customer, queue in self._queues.items() if queue.is_held and queue.waiting]
            if not held:
                continue
            heads = [queue.waiting[0] for _, queue in held]
            info = await self._context.consumer_info(self._settings.stream, self._settings.durable)
            if (info.num_ack_pending or 0) > len(self._unsettled):
                continue
            for head in heads:
                head.is_released = True
            for customer, queue in held:
                self._start(customer, queue)

    async def _stop(self) -> None:
        """Waits for the handlers at work, and gives the rest back to the broker."""
        self.stopping.set()
        if self._tasks:
            _, late = await asyncio.wait(self._tasks, timeout=STOP_TIMEOUT_SECONDS)
            for task in late:
                task.cancel()
        for delivery in self._unsettled.values():
            await delivery.message.nak()


async def main(settings: Settings) -> int:
    connection = await nats.connect(
        settings.server,
        # With the permissions of deploy/nats the user has the name of the durable, and an inbox of its own.
        user=settings.durable,
        password=settings.password or "",
        inbox_prefix=f"_INBOX_{settings.durable}".encode(),
        max_reconnect_attempts=-1,
    )
    try:
        subscriber = Subscriber(settings, connection.jetstream())
        for name in (signal.SIGINT, signal.SIGTERM):
            asyncio.get_running_loop().add_signal_handler(name, subscriber.stopping.set)
        await subscriber.run()
        return 1 if subscriber.failed else 0
    finally:
        # Sends the last acknowledgements. A drain would wait 30 seconds for what the pull subscription left unread.
        await connection.flush()
        await connection.close()


if __name__ == "__main__":
    sys.exit(asyncio.run(main(settings_from_arguments())))
