"use strict";

// Starts GraphiQL on the page, with the explorer and a tab for each example. The session cookie goes along with every
// request; whoever is not signed in types a token into the Headers tab.
(() => {
  const root = document.getElementById("graphiql");
  const signedIn = root.dataset.signedIn === "true";
  const examples = JSON.parse(document.getElementById("examples").textContent);

  const howToStart = signedIn
    ? "# You are signed in: press the play button (Ctrl-Enter)."
    : `# You are not signed in. Sign in, or put a token
# into the Headers tab below, press the play button
# (Ctrl-Enter), and reload the schema with the arrows
# at the bottom left.`;

  const welcome = `# polarflow: everything that your Polar watch knows.
#
${howToStart}
#
# Ctrl-Space lists what can be asked at the cursor.
# The book at the top left explains every field, and the
# folder below it puts a query together by clicks.

`;

  const headers = signedIn ? undefined : '{\n  "Authorization": "Bearer pf_..."\n}';
  const scheme = location.protocol === "https:" ? "wss:" : "ws:";
  const fetcher = GraphiQL.createFetcher({
    url: "/graphql",
    subscriptionUrl: `${scheme}//${location.host}/graphql`,
  });
  ReactDOM.createRoot(root).render(React.createElement(GraphiQL, {
    fetcher,
    plugins: [GraphiQLPluginExplorer.explorerPlugin()],
    defaultTabs: examples.map((query, i) => ({ query: i === 0 ? welcome + query : query, headers })),
    defaultHeaders: headers,
    defaultEditorToolsVisibility: signedIn ? undefined : "headers",
    isHeadersEditorEnabled: true,
    shouldPersistHeaders: false,
  }));
})();
