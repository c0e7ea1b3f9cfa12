"use strict";

// Starts GraphiQL on the page. The session cookie goes along with every request; whoever is not signed in
// types a token into the Headers tab.
(() => {
  const root = document.getElementById("graphiql");
  const signedIn = root.dataset.signedIn === "true";

  const howToStart = signedIn
    ? "# You are signed in: press the play button (Ctrl-Enter)."
    : `# You are not signed in. Sign in, or put a token
# into the Headers tab below, press the play button
# (Ctrl-Enter), and reload the schema with the arrows
# at the bottom left.`;

  const defaultQuery = `# polarflow: everything that your Polar watch knows.
#
${howToStart}
#
# Ctrl-Space lists what can be asked at the cursor.
# The book at the top left explains every field.

query LastNights {
  viewer {
    displayName
    sleeps(first: 7) {
      nodes {
        date
        score
        asleepSeconds
        heartRateMinBpm
        nightlyRecharge { hrvRmssdMs ansCharge }
      }
    }
    polarAccount { status lastSyncedAt }
    coverage { kind count firstDate lastDate }
  }
}
`;

  const scheme = location.protocol === "https:" ? "wss:" : "ws:";
  const fetcher = GraphiQL.createFetcher({
    url: "/graphql",
    subscriptionUrl: `${scheme}//${location.host}/graphql`,
  });
  ReactDOM.createRoot(root).render(React.createElement(GraphiQL, {
    fetcher,
    defaultQuery,
    defaultHeaders: signedIn ? undefined : '{\n  "Authorization": "Bearer pf_..."\n}',
    defaultEditorToolsVisibility: signedIn ? undefined : "headers",
    isHeadersEditorEnabled: true,
    shouldPersistHeaders: false,
  }));
})();
