// A browser as far as redirects and cookies go.

const MOST_REDIRECTS = 10;

/** Follows redirects until one leads to an address that begins with `end`, and returns that address. */
export async function follow(address, end) {
  const cookies = new Map();
  for (let i = 0; i < MOST_REDIRECTS; i++) {
    const host = new URL(address).host;
    const jar = cookies.get(host) ?? new Map();
    const headers = jar.size > 0 ? { Cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; ') } : {};
    const response = await fetch(address, { redirect: 'manual', headers });
    await response.arrayBuffer();
    for (const line of response.headers.getSetCookie()) {
      const [name, value] = line.split(';')[0].split('=');
      jar.set(name, value);
    }
    cookies.set(host, jar);
    const next = response.headers.get('Location');
    if (next === null) throw new Error(`${address} answered ${response.status} and leads nowhere`);
    address = new URL(next, address).href;
    if (address.startsWith(end)) return address;
  }
  throw new Error(`more than ${MOST_REDIRECTS} redirects, the last to ${address}`);
}
