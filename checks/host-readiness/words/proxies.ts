import { message } from '#core/messages.ts';

export const proxiesWords = {
  proxyDiffers: message<{ readonly scheme: string; readonly said: readonly string[] }>({
    severity: 'fail',
    title: 'Different proxies are named in different places',
    example: {
      scheme: 'https',
      said: ['proxy1.example.com:3128 in /etc/environment', 'proxy2.example.com:3128 in kubelet'],
    },
    detail: ({ scheme, said }) =>
      `For ${scheme}: ${said.join('; ')}. nodeadm init ends where they are not the same.`,
    fix: () => 'Write the same proxy everywhere, then:\n$ sudo systemctl daemon-reload',
  }),
  proxyMissing: message<{ readonly places: readonly string[]; readonly proxy: string }>({
    severity: 'fail',
    title: 'The proxy is not named everywhere',
    example: {
      places: ['/etc/systemd/system/containerd.service.d'],
      proxy: 'http://proxy.example.com:3128',
    },
    detail: ({ places, proxy }) =>
      `${proxy} is set on this host, but not in ${places.join(', ')}. What starts from there goes without a proxy, and nodeadm init ends with an error.`,
    fix: ({ places, proxy }) =>
      `Name it there too:\n${places.map((place) => `$ ${writing(place, proxy)}`).join('\n')}\n$ sudo systemctl daemon-reload`,
  }),
  proxySpeltTwice: message<{ readonly place: string; readonly names: readonly string[] }>({
    severity: 'warn',
    title: 'A proxy variable is spelt twice, and not alike',
    example: { place: 'the environment', names: ['https_proxy'] },
    detail: ({ place, names }) =>
      `${names.join(', ')} in small and in capital letters differ in ${place}: some programs heed the one, some the other.`,
    fix: () => 'Give both the same value, or remove one.',
  }),
  noProxyGaps: message<{
    readonly place: string;
    readonly missing: readonly string[];
    readonly noProxy: string;
  }>({
    severity: 'warn',
    title: 'The cluster’s own networks would go to the proxy',
    example: {
      place: '/etc/systemd/system/kubelet.service.d',
      missing: ['172.20.0.0/16', '169.254.170.23'],
      noProxy: 'localhost,10.80.0.0/16',
    },
    detail: ({ place, missing, noProxy }) =>
      `NO_PROXY of ${place} is ${noProxy === '' ? 'empty' : `"${noProxy}"`}, which does not cover ${missing.join(', ')}: a proxy does not reach them.`,
    fix: ({ missing, noProxy }) =>
      `Set it so there:\nNO_PROXY=${[noProxy, ...missing].filter((part) => part !== '').join(',')}`,
  }),
};

/** Passwords were taken out of `proxy`: the reader puts them back in. */
function writing(place: string, proxy: string): string {
  if (place.startsWith('/etc/apt')) {
    return `echo 'Acquire::http::Proxy "${proxy}"; Acquire::https::Proxy "${proxy}";' | sudo tee /etc/apt/apt.conf.d/90proxy`;
  }
  if (!place.startsWith('/etc/systemd')) return `echo 'proxy=${proxy}' | sudo tee -a ${place}`;
  return `sudo mkdir -p ${place} && printf '[Service]\\nEnvironment="HTTP_PROXY=${proxy}" "HTTPS_PROXY=${proxy}"\\n' | sudo tee ${place}/http-proxy.conf`;
}
