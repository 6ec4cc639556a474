import type { Finding } from '#core/finding.ts';
import type { ImageFacts, LoginFacts, PullFacts } from '#core/registry.ts';
import type { Facts } from './facts.ts';
import { say } from './messages.ts';
import type { RegistryTarget } from './target.ts';

/** What came of logging in, and of the image. */
export function judgePull(
  target: RegistryTarget,
  who: Facts,
  pull: PullFacts | null,
): readonly Finding[] {
  if (pull === null) return [];
  return [...judgeLogin(target, who, pull.login), ...judgeImage(target, who, pull)];
}

function judgeLogin(
  { account }: RegistryTarget,
  who: Facts,
  login: LoginFacts,
): readonly Finding[] {
  const name = account?.name ?? null;
  switch (login.kind) {
    case 'in':
    case 'not-asked':
      return [];
    case 'refused':
      return [say.unauthorized({ ...who, account: name, at: login.at, status: login.status })];
    case 'no-secret':
      return [say.secretMissing({ ...who, account: name, why: login.why })];
    case 'failed':
      return [say.loginFailed({ ...who, at: login.at, why: login.why })];
  }
}

function judgeImage(target: RegistryTarget, who: Facts, { image: found, login }: PullFacts) {
  if (found === null) return [];
  const what = { ...who, image: target.image ?? '' };
  switch (found.kind) {
    case 'absent':
      return [say.imageMissing(what)];
    case 'denied': {
      const account = login.kind === 'in' ? nameOfAccount(target) : null;
      return [say.imageDenied({ ...what, account, status: found.status })];
    }
    case 'no-platform':
      return [say.noPlatform({ ...what, wanted: found.wanted, has: found.has })];
    case 'failed':
      return [say.pullFailed({ ...what, why: found.why })];
    case 'found':
      return judgeLayer(target, what, found);
  }
}

function nameOfAccount({ account }: RegistryTarget): string | null {
  return account?.name ?? null;
}

function judgeLayer(
  { imageGb }: RegistryTarget,
  what: Facts & { readonly image: string },
  found: Extract<ImageFacts, { kind: 'found' }>,
): readonly Finding[] {
  const { layer, layers, sizeBytes } = found;
  if (layer.kind === 'failed') return [say.pullFailed({ ...what, why: layer.why })];
  const bytesPerSecond = layer.kind === 'pulled' ? rateOfLayer(layer) : null;
  if (layer.kind === 'none' || bytesPerSecond === null) return [];
  const { bytes, bodyMs } = layer;
  const facts = { ...what, layers, sizeBytes, bytes, bodyMs: Math.round(bodyMs), bytesPerSecond };
  return [say.pullRate({ ...facts, imageGb })];
}

/** Bytes a second; null where there was nothing to time. */
export function rateOf(pull: PullFacts | null): number | null {
  const image = pull?.image;
  return image?.kind === 'found' && image.layer.kind === 'pulled' ? rateOfLayer(image.layer) : null;
}

function rateOfLayer({ bytes, bodyMs }: { bytes: number; bodyMs: number }): number | null {
  return bytes === 0 || bodyMs <= 0 ? null : (bytes * 1000) / bodyMs;
}
