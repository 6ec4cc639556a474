import { message } from '#core/messages.ts';
import { EXAMPLE, type Facts, nameOf } from './facts.ts';

type At = 'registry' | 'token-service';
type Image = Facts & { readonly image: string };

const IMAGE: Image = { ...EXAMPLE, image: 'library/app:1.0' };
const ROBOT = 'robot$preflight';

/** What the registry says, and gives. */
export const PULL_MESSAGES = {
  unavailable: message<Facts & { said: string }>({
    severity: 'fail',
    title: 'The registry does not work',
    example: { ...EXAMPLE, said: 'status 502' },
    detail: ({ said, ...facts }) =>
      `GET /v2/ of ${nameOf(facts)} ended with ${said}: its proxy answers, and the registry behind it does not.`,
    fix: () =>
      'On the registry: docker compose ps, or kubectl -n harbor get pods; then the logs of nginx, core and registry.',
  }),
  notRegistry: message<Facts & { said: string }>({
    severity: 'fail',
    title: 'What answers is no registry',
    example: { ...EXAMPLE, said: 'status 404' },
    detail: ({ said, ...facts }) =>
      `GET /v2/ of ${nameOf(facts)} ended with ${said}; a registry answers 200, or 401 with a challenge.`,
    fix: ({ registry, port }) => `See who answers: curl -vk https://${registry}:${port}/v2/`,
  }),
  unhealthy: message<Facts & { components: readonly string[] }>({
    severity: 'fail',
    title: 'Harbor says that it is ill',
    example: { ...EXAMPLE, components: ['database'] },
    detail: ({ components, ...facts }) =>
      `/api/v2.0/health of ${nameOf(facts)} names as unhealthy: ${components.join(', ')}.`,
    fix: ({ components }) =>
      `On the registry, look at the logs of ${components.join(', ')}, and at its disk: df -h.`,
  }),
  unauthorized: message<Facts & { account: string | null; at: At; status: number }>({
    severity: 'fail',
    title: 'The registry does not let the account in',
    example: { ...EXAMPLE, account: ROBOT, at: 'registry', status: 401 },
    detail: ({ account, at, status, ...facts }) =>
      `${at === 'registry' ? nameOf(facts) : `The token service of ${nameOf(facts)}`} answers ${account ?? 'strangers'} with ${status}.`,
    fix: ({ account }) =>
      account === null
        ? 'Name an account under targets.registries.'
        : `See in Harbor that ${account} exists, is enabled and has not expired, and renew its secret; in a shell, $ of its name needs single quotes.`,
  }),
  secretMissing: message<Facts & { account: string | null; why: string }>({
    severity: 'inconclusive',
    title: 'The account’s secret is not there',
    example: {
      ...EXAMPLE,
      account: ROBOT,
      why: 'the environment variable HARBOR_SECRET is not set',
    },
    detail: ({ account, why, ...facts }) =>
      `${account ?? 'Nobody'} could not log in to ${nameOf(facts)}: ${why}.`,
    fix: () => 'Put it where targets.registries says that it is.',
  }),
  loginFailed: message<Facts & { at: At; why: string }>({
    severity: 'fail',
    title: 'Logging in does not come to an end',
    example: { ...EXAMPLE, at: 'token-service', why: 'ENOTFOUND' },
    detail: ({ at, why, ...facts }) =>
      `${at === 'registry' ? nameOf(facts) : `The token service that ${nameOf(facts)} names`} failed: ${why}.`,
    fix: ({ registry, port }) =>
      `See where it leads: curl -vk https://${registry}:${port}/v2/ 2>&1 | grep -i www-authenticate; in Harbor the address is external_url.`,
  }),
  imageMissing: message<Image>({
    severity: 'fail',
    title: 'The image is not there',
    example: IMAGE,
    detail: ({ image, ...facts }) => `${nameOf(facts)} does not have ${image}.`,
    fix: ({ image }) => `Push ${image}, or name another under targets.registries.`,
  }),
  imageDenied: message<Image & { account: string | null; status: number }>({
    severity: 'fail',
    title: 'The account may not pull the image',
    example: { ...IMAGE, account: ROBOT, status: 403 },
    detail: ({ image, account, status, ...facts }) =>
      `${nameOf(facts)} answers ${account ?? 'strangers'} with ${status} for ${image}. Some registries say so as well where it does not exist.`,
    fix: ({ image, account }) =>
      `Give ${account ?? 'an account'} the right to pull from the project ${image.split('/')[0] ?? ''}.`,
  }),
  noPlatform: message<Image & { wanted: string; has: readonly string[] }>({
    severity: 'fail',
    title: 'The image is not for this processor',
    example: { ...IMAGE, wanted: 'linux/arm64', has: ['linux/amd64'] },
    detail: ({ image, wanted, has }) =>
      `${image} is there for ${has.length === 0 ? 'no platform' : has.join(', ')}, and not for ${wanted}.`,
    fix: ({ image, wanted }) =>
      `Build it for ${wanted} too: docker buildx build --platform ${wanted} --tag ${image} --push .`,
  }),
  pullFailed: message<Image & { why: string }>({
    severity: 'fail',
    title: 'The image cannot be pulled',
    example: { ...IMAGE, why: 'status 500' },
    detail: ({ image, why, ...facts }) => `${image} of ${nameOf(facts)}: ${why}.`,
    fix: () =>
      'Look at the store behind the registry, and at the address that it leads blobs to: this host has to reach that as well.',
  }),
  pullRate: message<
    Image & {
      layers: number;
      sizeBytes: number;
      bytes: number;
      bodyMs: number;
      bytesPerSecond: number;
      imageGb: number;
    }
  >({
    severity: 'note',
    title: 'How long a pull takes',
    example: {
      ...{ ...IMAGE, layers: 9, sizeBytes: 4_100_000_000, bytes: 128_000_000, bodyMs: 10_900 },
      ...{ bytesPerSecond: 11_743_119, imageGb: 12 },
    },
    detail: ({ image, layers, sizeBytes, bytes, bodyMs, bytesPerSecond, imageGb }) =>
      `${megabytes(bytes)} of the first layer of ${image} (${layers} layers, ${megabytes(sizeBytes)}) came in ${(bodyMs / 1000).toPrecision(2)} s over one connection: ${megabytes(bytesPerSecond)} a second. At that rate an image of ${imageGb} GB takes ${timeOf((imageGb * 1e9) / bytesPerSecond)}, without unpacking; containerd pulls three layers at once, and one host is not a fleet.`,
    fix: () =>
      'Nothing, where that will do. A cache of images near the nodes, or smaller layers, are what helps.',
  }),
};

function megabytes(bytes: number): string {
  const value = bytes / 1e6;
  return `${value >= 100 ? Math.round(value) : Number(value.toPrecision(2))} MB`;
}

function timeOf(seconds: number): string {
  if (seconds < 90) return `${Math.max(1, Math.round(seconds))} s`;
  return seconds < 5400 ? `${Math.round(seconds / 60)} min` : `${(seconds / 3600).toFixed(1)} h`;
}
