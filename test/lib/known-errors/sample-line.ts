const SAMPLES: Readonly<Record<string, string>> = {
  host: 'name.example.com',
  address: '192.0.2.10',
  address6: '[2001:db8::10]',
  service: '172.20.0.1',
  port: '4443',
  cidr: '192.0.2.0/24',
  image: 'registry.example.com/team/app:1.2',
  issuer: 'Example Inspection CA',
  name: 'some-name',
  number: '12',
  word: 'word',
};

/** Returns lines that a pattern of the catalogue describes, one for each of its choices. */
export function sampleLines(pattern: string): readonly string[] {
  const choice = /\{([^{}|]*\|[^{}]*)\}/.exec(pattern);
  if (choice !== null) {
    const [whole, words = ''] = choice;
    return words.split('|').flatMap((word) => sampleLines(pattern.replace(whole, () => word)));
  }
  const filled = pattern
    .replaceAll(/\{([a-z0-9]+)\}/g, (_, name: string) => SAMPLES[name] ?? name)
    .replaceAll('*', ' and so on ');
  return [`Nov 20 10:15:02 node component[1]: ${filled} …`];
}
