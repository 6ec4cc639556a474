import { defineCheck } from '#core/check.ts';
import { judge } from './judge.ts';
import { measure } from './measure.ts';
import { vocabulary } from './messages.ts';
import { options } from './options.ts';
import { plan, rules } from './plan.ts';

export const registry = defineCheck({
  id: 'registry',
  title: 'Nodes can pull images from the registry',
  why: 'A node joins without an image of its own, and then every pod waits in ImagePullBackOff for a reason that only containerd knows.',
  explanation: {
    proves: [
      'TLS comes about, and the certificate is in time, for the name, and signed by the authority that the config names.',
      'Whether containerd will trust it too: by the system’s authorities, and by the hosts.toml that its config_path leads to.',
      'A registry answers behind its proxy; of Harbor, what it says of its own parts.',
      'With an account, that it is let in, by password or by token; with an image, that it is there for this processor and may be pulled, and how fast the beginning of its first layer comes.',
      'With usedFrom: aws or both, from the peer: that nodes in AWS reach it, and the same certificate in time and for its name.',
    ],
    doesNotProve: [
      'From the peer, whether nodes in AWS trust the certificate or may log in: neither secrets nor files go there, nor are any read there.',
      'That containerd was restarted since its config was written; what mirrors in hosts.toml do.',
      'That a fleet that pulls at once gets the same rate.',
    ],
    sources: [
      'https://github.com/opencontainers/distribution-spec/blob/main/spec.md',
      'https://distribution.github.io/distribution/spec/auth/token/',
      'https://github.com/containerd/containerd/blob/main/docs/hosts.md',
      'https://goharbor.io/docs/ (robot accounts, /api/v2.0/health)',
      'RFC 9110 §11.6.1 (WWW-Authenticate), RFC 9525 (names in certificates)',
    ],
  },
  vocabulary,
  needs: ['registry', 'dns', 'host'],
  lane: 'light',
  options,
  plan,
  measure,
  judge,
  rules,
});
