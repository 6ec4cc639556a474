import type { Case } from '#core/check.ts';
import type { Place, Site } from '#core/site.ts';
import type { ApiOptions } from './options.ts';
import type { ApiTarget } from './target.ts';

const API_PORT = 443;

/** Each interface by itself; where none is listed, the endpoint's name leads to them. */
export function plan(site: Site, options: ApiOptions): readonly Case<ApiTarget>[] {
  const places = placesOf(site);
  if (places.length === 0) {
    const notApplicable = 'The config names neither targets.kubernetesApi nor cluster.endpoint.';
    return [{ key: 'https@api', from: 'local', notApplicable }];
  }
  return places.flatMap((place) => {
    const target = targetOf(place, site, options);
    const idleMs = options.idleSeconds * 1000;
    return [
      caseOf('https', target),
      ...(idleMs === 0 ? [] : [caseOf('idle', { ...target, idleMs })]),
    ];
  });
}

function placesOf({ cluster: { endpoint }, targets: { kubernetesApi } }: Site): readonly Place[] {
  return kubernetesApi.length > 0 || endpoint === undefined ? kubernetesApi : [{ host: endpoint }];
}

function targetOf(
  { host, port = API_PORT }: Place,
  { cluster }: Site,
  { timeoutMs, expiryWarningDays }: ApiOptions,
): ApiTarget {
  return {
    ...{ host, port, name: cluster.endpoint ?? host, cluster: cluster.name },
    authority: cluster.certificateAuthority ?? null,
    ...{ expiryWarningDays, timeoutMs, idleMs: 0 },
  };
}

function caseOf(kind: 'https' | 'idle', target: ApiTarget): Case<ApiTarget> {
  const { host, port } = target;
  // Firewall-ports has the same subject: where the port is closed, nothing is asked of it here.
  return { key: `${kind}/${port}@${host}`, from: 'local', subject: `tcp/${port} ${host}`, target };
}
