import fc from 'fast-check';
import { test } from 'tap';
import { proxyFor } from '#lib/proxy/choice.ts';

const NAME = 'sts.eu-west-1.amazonaws.com';

function place(environment: Readonly<Record<string, string>>, name = NAME, port = 443): string {
  const choice = proxyFor(name, port, environment);
  return choice.kind === 'proxy' ? `${choice.host}:${choice.port}` : choice.kind;
}

test('HTTPS_PROXY goes before https_proxy, and HTTP_PROXY is for http alone', (t) => {
  t.equal(place({}), 'direct');
  t.equal(place({ HTTP_PROXY: 'http://p:1', ALL_PROXY: 'http://p:2' }), 'direct');
  t.equal(place({ https_proxy: 'http://small:2' }), 'small:2');
  t.equal(place({ HTTPS_PROXY: 'http://big:1', https_proxy: 'http://small:2' }), 'big:1');
  t.equal(place({ HTTPS_PROXY: '', https_proxy: 'http://small:2' }), 'small:2');
  t.end();
});

test('a value without a scheme is an HTTP proxy, and some proxies are not for us', (t) => {
  t.equal(place({ HTTPS_PROXY: 'proxy.example:3128' }), 'proxy.example:3128');
  t.equal(place({ HTTPS_PROXY: 'proxy.example' }), 'proxy.example:80');
  t.equal(place({ HTTPS_PROXY: 'http://[2001:db8::1]:8080' }), '2001:db8::1:8080');
  t.equal(place({ HTTPS_PROXY: 'socks5://p:1080' }), 'unusable');
  t.equal(place({ HTTPS_PROXY: 'https://p:443' }), 'unusable');
  t.equal(place({ HTTPS_PROXY: 'http://' }), 'unusable');
  t.end();
});

test('a password is decoded, and an odd one is taken as it is', (t) => {
  const credentials = (value: string) => {
    const choice = proxyFor(NAME, 443, { HTTPS_PROXY: value });
    return choice.kind === 'proxy' ? choice.credentials : choice.kind;
  };
  t.equal(credentials('http://p:1'), null);
  t.equal(credentials('http://a%40b:c%3Ad@p:1'), 'a@b:c:d');
  t.equal(credentials('http://user:100%@p:1'), 'user:100%');
  t.end();
});

/** As in httpproxy's own documentation. */
const exemptions: readonly (readonly [noProxy: string, name: string, isExempt: boolean])[] = [
  ['*', NAME, true],
  ['amazonaws.com', NAME, true],
  ['.amazonaws.com', NAME, true],
  ['*.amazonaws.com', NAME, true],
  ['.amazonaws.com', 'amazonaws.com', false],
  ['amazonaws.com', 'amazonaws.com', true],
  ['amazonaws.com', 'notamazonaws.com', false],
  ['AmazonAWS.com', 'STS.eu-west-1.AMAZONAWS.com.', true],
  ['other.com, ,amazonaws.com ', NAME, true],
  [`${NAME}:443`, NAME, true],
  [`${NAME}:8443`, NAME, false],
  ['10.20.0.0/16', '10.20.1.10', true],
  ['10.20.0.0/16', '10.21.1.10', false],
  ['10.20.0.0/16', NAME, false],
  ['10.20.1.10', '10.20.1.10', true],
  ['10.20.1.10:443', '10.20.1.10', true],
  ['10.20.1.10:80', '10.20.1.10', false],
  ['[2001:db8::1]:443', '2001:db8::1', true],
  ['2001:db8::/32', '2001:db8::1', true],
  ['1.10', '10.20.1.10', false],
  ['', NAME, false],
];

for (const [noProxy, name, isExempt] of exemptions) {
  test(`NO_PROXY=${noProxy} and ${name}`, (t) => {
    const environment = { HTTPS_PROXY: 'http://p:1', NO_PROXY: noProxy };
    t.equal(place(environment, name), isExempt ? 'direct' : 'p:1');
    t.equal(
      place({ ...environment, NO_PROXY: '', no_proxy: noProxy }, name),
      isExempt ? 'direct' : 'p:1',
    );
    t.end();
  });
}

test('loopback is never proxied', (t) => {
  for (const name of ['localhost', '127.0.0.1', '127.9.9.9', '::1']) {
    t.equal(place({ HTTPS_PROXY: 'http://p:1' }, name), 'direct');
  }
  t.end();
});

test('no environment crashes it', (t) => {
  const text = fc.oneof(
    fc.string(),
    fc.string({
      unit: fc.constantFrom('a', '.', ':', '/', '@', '[', ']', '*', ',', '%', '0', '-'),
    }),
  );
  fc.assert(
    fc.property(text, text, text, (proxy, noProxy, name) => {
      const choice = proxyFor(name, 443, { HTTPS_PROXY: proxy, NO_PROXY: noProxy });
      return ['direct', 'proxy', 'unusable'].includes(choice.kind);
    }),
    { numRuns: 3000 },
  );
  t.end();
});
