import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { type Test, test } from 'tap';
import type { Stage } from '#core/stage.ts';
import { createDescriptors } from '../../src/io/descriptors.ts';
import { createHttps } from '../../src/io/https/https.ts';
import { createKubelet } from '../../src/io/kubelet/kubelet.ts';
import { siteWith } from '../fakes/site.ts';
import { authority } from '../servers/https.ts';
import { kubeconfig, kubernetesApi } from '../servers/kubernetes.ts';
import { codesOf } from './node-status-world.ts';

/** A kubelet of 1.28, the real kubectl, and an API of 1.33 on loopback. */
async function skew(t: Test, versionForStrangers: 200 | 401, stage: Stage) {
  const { port, asked } = await kubernetesApi(t, { versionForStrangers });
  const folder = t.testdir({
    config: kubeconfig(port),
    kubelet: '#!/bin/sh\necho Kubernetes v1.28.15-eks-94953ac\n',
  });
  chmodSync(join(folder, 'kubelet'), 0o755);
  const path = `${folder}:${process.env['PATH'] ?? ''}`;
  const codes = await codesOf('version-skew', {
    io: {
      https: createHttps(createDescriptors(100), {}),
      kubelet: createKubelet({ path }),
    },
    site: {
      stage,
      cluster: { ...siteWith().cluster, certificateAuthority: authority.cert },
      targets: { ...siteWith().targets, kubernetesApi: [{ host: '127.0.0.1', port }] },
    },
    options: { kubeconfig: join(folder, 'config'), timeoutMs: 5000 },
  });
  return { codes, asked };
}

test('an API that tells strangers its version is asked once', async (t) => {
  const { codes, asked } = await skew(t, 200, 'after-join');
  t.strictSame(codes, ['fail kubeletTooOld']);
  t.strictSame(asked, ['/version']);
});

test('one that does not is asked as the kubelet, once there is a kubelet', async (t) => {
  t.strictSame((await skew(t, 401, 'after-join')).codes, ['fail kubeletTooOld']);
  const before = await skew(t, 401, 'before-init');
  t.strictSame(before.codes, ['inconclusive apiVersionUnknown']);
  t.strictSame(before.asked, ['/version']);
});
