"""Prints the nights of a year as CSV. Python's standard library is all it needs.

POLARFLOW_URL is the server, POLARFLOW_TOKEN a personal token: python3 polarflow.py > nights.csv
"""

import csv
import json
import os
import sys
import time
import urllib.error
import urllib.request

NIGHTS = """
query Nights($range: DateRange!, $after: String) {
  viewer {
    sleeps(range: $range, first: 100, after: $after, order: ASC) {
      pageInfo { hasNextPage endCursor }
      nodes { date score asleepSeconds deepSeconds remSeconds nightlyRecharge { hrvRmssdMs } }
    }
  }
}
"""


class GraphQLError(Exception):
    """What the server answered instead of data. Its code says what to do about it."""

    def __init__(self, error):
        super().__init__(error["message"])
        self.code = error["extensions"]["code"]
        self.request_id = error["extensions"]["requestId"]


class Client:
    """One credential on one server."""

    def __init__(self, url, token):
        self.url = url.rstrip("/") + "/graphql"
        self.headers = {"Content-Type": "application/json", "Authorization": "Bearer " + token}

    def ask(self, query, **variables):
        """Returns the data of an operation. Waits when the server says that it was asked too often."""
        body = json.dumps({"query": query, "variables": variables}).encode()
        while True:
            try:
                with urllib.request.urlopen(urllib.request.Request(self.url, body, self.headers), timeout=30) as response:
                    answer = json.load(response)
            except urllib.error.HTTPError as refused:
                if refused.code == 429:
                    time.sleep(int(refused.headers.get("Retry-After", 1)))
                    continue
                answer = json.load(refused)
            if answer.get("errors"):
                raise GraphQLError(answer["errors"][0])
            return answer["data"]

    def nights(self, first, last):
        """Yields the nights of a range of dates, page after page."""
        after = None
        while True:
            page = self.ask(NIGHTS, range={"from": first, "to": last}, after=after)["viewer"]["sleeps"]
            yield from page["nodes"]
            if not page["pageInfo"]["hasNextPage"]:
                return
            after = page["pageInfo"]["endCursor"]


def main():
    client = Client(os.environ.get("POLARFLOW_URL", "http://localhost:8000"), os.environ["POLARFLOW_TOKEN"])
    today = time.strftime("%Y-%m-%d")
    year_ago = time.strftime("%Y-%m-%d", time.localtime(time.time() - 365 * 86400))
    table = csv.writer(sys.stdout)
    table.writerow(["date", "score", "asleep_seconds", "deep_seconds", "rem_seconds", "hrv_rmssd_ms"])
    for night in client.nights(year_ago, today):
        recharge = night["nightlyRecharge"] or {}
        table.writerow([night[name] for name in ("date", "score", "asleepSeconds", "deepSeconds", "remSeconds")]
                       + [recharge.get("hrvRmssdMs")])


if __name__ == "__main__":
    main()
