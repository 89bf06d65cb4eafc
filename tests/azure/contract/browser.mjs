// node browser.mjs URL: what a browser does with a sign-in page that asks nobody: follows redirects with cookies, submits the form_post.
const jar = new Map();
// Debian 12's Node joins the fields: a comma before the next NAME= parts them.
const cookiesOf = headers => headers.getSetCookie?.() ?? (headers.get('set-cookie') ?? '').split(/,(?=\s*[^;,=\s]+=)/).filter(Boolean);
let url = process.argv[2];
for (let i = 0; i < 20; ++i) {
  const response = await fetch(url, { redirect: 'manual', headers: { cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; ') } });
  for (const cookie of cookiesOf(response.headers)) { const [pair] = cookie.trim().split(';'); jar.set(pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)); }
  if (response.status >= 300 && response.status < 400) { url = new URL(response.headers.get('location'), url).href; continue; }
  const page = await response.text();
  const action = page.match(/<form[^>]*action="([^"]+)"/)?.[1];
  if (!action) { console.error(response.status, page.slice(0, 500)); process.exit(1); }
  const fields = [...page.matchAll(/<input[^>]*name="([^"]+)"[^>]*value="([^"]*)"/g)].map(([, name, value]) => [name, value.replaceAll('&amp;', '&')]);
  await fetch(action.replaceAll('&amp;', '&'), { method: 'POST', body: new URLSearchParams(fields) });
  process.exit(0);
}
