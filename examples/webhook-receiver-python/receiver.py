"""Receives the events of a webhook and prints each one once, as a line of JSON.

Deliveries come at least once, and in order per customer. The position of each customer, epoch and revision, is kept in a
SQLite file and tells what was handled, also after a crash.
"""

import argparse
import json
import os
import sqlite3
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from standardwebhooks import Webhook, WebhookVerificationError

# An event has about 500 bytes. A request of another sender must not fill the memory.
MAX_BODY_BYTES = 64 * 1024
TEST_TYPE = "webhook.test.v1"

Position = tuple[int, int]


class Positions:
    """The position of the last event of each customer that was handled."""

    def __init__(self, path: Path) -> None:
        self._lock = threading.Lock()
        self._database = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        self._database.execute("PRAGMA journal_mode = WAL")
        self._database.execute(
            "CREATE TABLE IF NOT EXISTS positions (customer INTEGER PRIMARY KEY, epoch INTEGER, revision INTEGER)"
        )

    def hand_out(self, event: dict) -> bool:
        """Handles the event and stores its position, unless it was handled before. Returns whether it was new.

        Here handling is printing: a crash before the commit prints that line again, none is lost. To be exact, the work
        must be part of the same transaction, as a row in the same database would be.
        """
        customer = event["data"]["customerNumber"]
        position = position_of(event)
        with self._lock:
            self._database.execute("BEGIN IMMEDIATE")
            try:
                last = self._database.execute(
                    "SELECT epoch, revision FROM positions WHERE customer = ?", (customer,)
                ).fetchone()
                is_new = last is None or position > last
                if is_new:
                    print(json.dumps(event, ensure_ascii=False), flush=True)
                    self._database.execute("REPLACE INTO positions VALUES (?, ?, ?)", (customer, *position))
                self._database.execute("COMMIT")
                return is_new
            except BaseException:
                self._database.execute("ROLLBACK")
                raise


def position_of(event: dict) -> Position:
    """Epoch and revision. After a restore of the database revisions repeat in a higher epoch."""
    return (event["data"].get("epoch", 1), event["data"]["revision"])


def verified(body: bytes, headers: dict[str, str], secrets: list[Webhook]) -> dict | None:
    """The event in a request that is signed with one of the secrets. Two are valid for a day after a rotation."""
    for secret in secrets:
        try:
            return secret.verify(body, headers)
        except WebhookVerificationError:
            continue
    return None


def handler_class(positions: Positions, secrets: list[Webhook]) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            length = int(self.headers.get("Content-Length", "0"))
            if length > MAX_BODY_BYTES:
                self.close_connection = True
                return self._respond(413)
            body = self.rfile.read(length)
            event = verified(body, {name.lower(): value for name, value in self.headers.items()}, secrets)
            if event is None:
                return self._respond(401)
            if event["type"] != TEST_TYPE and not positions.hand_out(event):
                print(f"repeat {event['id']}, left out", file=sys.stderr, flush=True)
            self._respond(204)

        def _respond(self, status: int) -> None:
            self.send_response(status)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """The default prints each request."""

    return Handler


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--port", type=int, default=8080)
    parser.add_argument("--database", type=Path, default=Path("positions.sqlite"))
    given = parser.parse_args()
    secrets = [Webhook(secret) for secret in os.environ["WEBHOOK_SECRET"].split()]
    server = ThreadingHTTPServer(("127.0.0.1", given.port), handler_class(Positions(given.database), secrets))
    print(f"listening on port {given.port}", file=sys.stderr, flush=True)
    server.serve_forever()


if __name__ == "__main__":
    main()
