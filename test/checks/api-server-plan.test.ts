import { test } from 'tap';
import { planCases } from '#core/plan.ts';
import { apiServer } from '../../checks/api-server/check.ts';
import { siteWith } from '../fakes/site.ts';

test('each interface is a case, after its port, and the idle test is asked for', (t) => {
  const kubernetesApi = [{ host: '10.20.1.10' }, { host: '10.20.2.10', port: 8443 }];
  const cluster = { ...siteWith().cluster, endpoint: 'x.eks.amazonaws.com' };
  const options = { timeoutMs: 5000, idleSeconds: 0, expiryWarningDays: 14 };
  const planned = (parts: Parameters<typeof siteWith>[0], idleSeconds = 0) =>
    planCases(
      [apiServer],
      siteWith({ options: { 'api-server': { ...options, idleSeconds } }, ...parts }),
    );
  const targets = { ...siteWith().targets, kubernetesApi };
  t.strictSame(
    planned({ targets, cluster }, 600).map(({ id, case: { subject } }) => [id, subject]),
    [
      ['api-server:https/443@10.20.1.10', 'tcp/443 10.20.1.10'],
      ['api-server:idle/443@10.20.1.10', 'tcp/443 10.20.1.10'],
      ['api-server:https/8443@10.20.2.10', 'tcp/8443 10.20.2.10'],
      ['api-server:idle/8443@10.20.2.10', 'tcp/8443 10.20.2.10'],
    ],
  );
  t.strictSame(
    planned({ cluster }).map(({ id }) => id),
    ['api-server:https/443@x.eks.amazonaws.com'],
  );
  t.match(planned({}), [{ case: { notApplicable: /names neither/ } }]);
  t.match(planned({ targets })[0]?.case, { target: { name: '10.20.1.10', authority: null } });
  t.end();
});
