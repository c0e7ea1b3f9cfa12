import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vite';

// The running server that `npm run dev` asks, such as a demo.
const server = process.env.POLARFLOW ?? 'http://localhost:8000';

export default defineConfig({
  plugins: [svelte({ compilerOptions: { runes: true } })],
  build: {
    outDir: 'dist',
    assetsDir: 'ui', // the server serves /ui/ for good: names change with their content
    target: 'es2022',
    assetsInlineLimit: 0, // data: addresses are not allowed by the content security policy
    modulePreload: { polyfill: false },
    reportCompressedSize: true,
  },
  server: {
    proxy: Object.fromEntries(
      ['/graphql', '/login', '/logout', '/setup', '/connect/', '/assets', '/graphiql'].map((path) => [
        path,
        { target: server, ws: true, changeOrigin: true, headers: { Origin: server } },
      ]),
    ),
  },
});
