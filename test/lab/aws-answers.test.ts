import { test } from 'tap';
import { plan } from '../../checks/aws-endpoints/plan.ts';
import { standingOf } from '../../checks/aws-endpoints/signature.ts';
import { withoutProxies } from '../../src/lab/exec.ts';
import { answersOf, type AwsAnswer, UNAVAILABLE } from '../../src/lab/services/aws-answers.ts';
import { AWS_ADDRESSES, AWS_ENDPOINTS } from '../../src/lab/topology/aws.ts';
import { siteWith } from '../fakes/site.ts';

const planned = (['ssm', 'iam-roles-anywhere'] as const).flatMap((credentials) => {
  const components = { ...siteWith().components, credentials };
  const cases = plan(siteWith({ components }), {
    ...{ enabled: true, answers: 'private', features: ['pod-identity', 'public-ecr'] },
    ...{ ecrAccount: '', authority: '', timeoutMs: 2500 },
  });
  return cases.flatMap((one) => ('target' in one ? [one.target] : []));
});

/** As it goes over the wire: header names are small there. */
function asHeard({ status, type, headers, body }: AwsAnswer) {
  const sent = Object.entries({ ...headers, 'content-type': type });
  return {
    status,
    body,
    headers: Object.fromEntries(sent.map(([name, value]) => [name.toLowerCase(), value])),
  };
}

test('the lab has each endpoint that the check asks, and answers as AWS does', (t) => {
  const known = Object.values(AWS_ENDPOINTS);
  t.ok(planned.length >= 20, `${planned.length}`);
  t.ok(planned.some(({ id }) => id === 'rolesanywhere') && planned.some(({ id }) => id === 'ssm'));
  for (const { host, path, signature } of planned) {
    const endpoint = known.find(({ name }) => name === host);
    const answers = endpoint === undefined ? [] : answersOf(endpoint);
    const answer =
      answers.find((one) => one.path === `= ${path}`) ??
      answers.find((one) => path.startsWith(one.path));
    t.ok(answer, host);
    if (answer === undefined) continue;
    t.equal(standingOf(signature, asHeard(answer)), 'genuine', host);
    for (const other of UNAVAILABLE) {
      t.equal(standingOf(signature, asHeard(other)), 'unwell', host);
    }
  }
  t.end();
});

test('endpoints lie side by side in one subnet, and what nginx reads needs no escape', (t) => {
  for (const address of AWS_ADDRESSES) t.match(address, /^10\.20\.3\.[45]\d$/);
  for (const endpoint of Object.values(AWS_ENDPOINTS)) {
    for (const { body, headers } of answersOf(endpoint)) {
      const texts = [body, ...Object.values(headers)];
      t.notMatch(texts.join('').replaceAll('$request_id', ''), /['\\$]/, endpoint.name);
    }
  }
  t.end();
});

test('no proxy of the machine is handed to a host of the lab', (t) => {
  const proxies = { HTTPS_PROXY: 'a', https_proxy: 'b', HTTP_PROXY: 'c', ALL_PROXY: 'd' };
  const environment = { ...proxies, NO_PROXY: 'e', no_proxy: 'f', PATH: '/bin', MY_PROXY: 'g' };
  t.strictSame(withoutProxies(environment), { PATH: '/bin', MY_PROXY: 'g' });
  t.end();
});
