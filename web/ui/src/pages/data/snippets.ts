/** What the examples ask. */
const query = '{ viewer { sleeps(first: 7) { nodes { date score asleepSeconds } } } }';

/** An example of asking the API, ready to be copied. */
export interface Snippet {
  name: string;
  text: string;
}

/** Returns examples in several languages that ask a server with a token. */
export function snippets(server: string, token: string): Snippet[] {
  return [
    {
      name: 'curl',
      text: `curl -s ${server}/graphql \\
  -H 'Authorization: Bearer ${token}' \\
  -H 'Content-Type: application/json' \\
  -d '{"query": "${query}"}'`,
    },
    {
      name: 'PHP',
      text: `<?php
$context = stream_context_create(['http' => [
    'method' => 'POST',
    'header' => ['Authorization: Bearer ${token}', 'Content-Type: application/json'],
    'content' => json_encode(['query' => '${query}']),
]]);
$answer = json_decode(file_get_contents('${server}/graphql', false, $context), true);
foreach ($answer['data']['viewer']['sleeps']['nodes'] as $night) {
    echo $night['date'], ' ', $night['score'], PHP_EOL;
}`,
    },
    {
      name: 'TypeScript',
      text: `const response = await fetch('${server}/graphql', {
  method: 'POST',
  headers: { Authorization: 'Bearer ${token}', 'Content-Type': 'application/json' },
  body: JSON.stringify({ query: '${query}' }),
});
const { data } = await response.json();
for (const night of data.viewer.sleeps.nodes) {
  console.log(night.date, night.score);
}`,
    },
    {
      name: 'Swift',
      text: `import Foundation

struct Answer: Decodable { let data: Root }
struct Root: Decodable { let viewer: Viewer }
struct Viewer: Decodable { let sleeps: Sleeps }
struct Sleeps: Decodable { let nodes: [Night] }
struct Night: Decodable { let date: String; let score: Int?; let asleepSeconds: Int? }

var request = URLRequest(url: URL(string: "${server}/graphql")!)
request.httpMethod = "POST"
request.setValue("Bearer ${token}", forHTTPHeaderField: "Authorization")
request.setValue("application/json", forHTTPHeaderField: "Content-Type")
request.httpBody = try JSONEncoder().encode(["query": "${query}"])
let (body, _) = try await URLSession.shared.data(for: request)
for night in try JSONDecoder().decode(Answer.self, from: body).data.viewer.sleeps.nodes {
    print(night.date, night.score.map(String.init) ?? "-")
}`,
    },
  ];
}
