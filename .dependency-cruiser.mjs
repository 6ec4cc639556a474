/** The import rules of the architecture. Each comment says what to do instead. */

const COMPUTE_ONLY = '^(node:)?(util|net|buffer|crypto|url)$';

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    {
      name: 'no-cycles',
      comment: 'Two files that need each other are one idea, or hide a third: split it out.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'resolvable',
      comment: 'The import leads nowhere.',
      severity: 'error',
      from: {},
      // The launcher names the bundle, which a checkout need not have.
      to: { couldNotResolve: true, pathNot: 'dist/hybrid-preflight\\.mjs$' },
    },
    {
      name: 'core-imports-nothing',
      comment:
        'core is the language of the product: it knows no package, no platform, no other layer.',
      severity: 'error',
      from: { path: '^src/core/' },
      to: { pathNot: '^src/core/' },
    },
    {
      name: 'lib-imports-core',
      comment:
        'lib holds pure mechanisms: core, its own files, the npm package it wraps, computing built-ins.',
      severity: 'error',
      from: { path: '^src/lib/' },
      to: { pathNot: ['^src/(core|lib)/', '^node_modules/', COMPUTE_ONLY] },
    },
    {
      name: 'io-imports-core-and-lib',
      comment: 'io touches the world and judges nothing.',
      severity: 'error',
      from: { path: '^src/io/' },
      to: { path: '^(src|checks|reports|test)/', pathNot: '^src/(core|lib|io)/' },
    },
    {
      name: 'config-imports-core-and-lib',
      comment: 'config gets the checks handed in; it imports none.',
      severity: 'error',
      from: { path: '^src/config/' },
      to: { path: '^(src|checks|reports|test)/', pathNot: '^src/(core|lib|config)/' },
    },
    {
      name: 'checks-import-core-lib-and-themselves',
      comment:
        'A check asks for the world through its `needs`; what two checks share belongs in lib.',
      severity: 'error',
      from: { path: '^checks/([^/]+)/' },
      to: { pathNot: ['^src/(core|lib)/', '^checks/$1/', COMPUTE_ONLY] },
    },
    {
      name: 'reports-import-core-and-lib',
      comment: 'A renderer is a function of the report: packages come through their door in lib.',
      severity: 'error',
      from: { path: '^reports/' },
      to: { pathNot: ['^src/(core|lib)/', '^reports/'] },
    },
    {
      name: 'demo-imports-below-cli',
      comment: 'The demo is a world of its own: core, lib and io.',
      severity: 'error',
      from: { path: '^src/demo/' },
      to: { path: '^(src|checks|reports|test)/', pathNot: '^src/(core|lib|io|demo)/' },
    },
    {
      name: 'peer-imports-core-and-lib',
      comment: 'The peer gets its world and its channels handed in.',
      severity: 'error',
      from: { path: '^src/peer/' },
      to: { pathNot: ['^src/(core|lib|peer)/', COMPUTE_ONLY] },
    },
    {
      name: 'lab-imports-below-cli',
      comment: 'The lab is a world of its own: core, lib, io and peer.',
      severity: 'error',
      from: { path: '^src/lab/' },
      to: { path: '^(src|checks|reports|test)/', pathNot: '^src/(core|lib|io|peer|lab)/' },
    },
    {
      name: 'cli-reaches-checks-and-reports-through-their-lists',
      comment: 'Import checks/index.ts or reports/index.ts.',
      severity: 'error',
      from: { path: '^(src/cli|bin)/' },
      to: {
        path: '^(checks|reports)/',
        pathNot: '^(checks|reports)/index\\.ts$|^reports/renderer\\.ts$',
      },
    },
    {
      name: 'nothing-imports-cli',
      comment: 'Only the launcher and the developer tools start the command line.',
      severity: 'error',
      from: { path: '^(src|checks|reports)/', pathNot: '^src/cli/' },
      to: { path: '^src/cli/' },
    },
    {
      name: 'nothing-imports-test',
      comment: 'What both need belongs in src.',
      severity: 'error',
      from: { path: '^(src|checks|reports|bin|bench)/' },
      to: { path: '^test/' },
    },
    {
      name: 'not-dead',
      comment: 'Nothing reaches this file: delete it.',
      severity: 'error',
      // A thread is started by the name of its file.
      from: { path: ['^src/cli/entry\\.ts$', '^src/io/(?:stamp|storage)/worker\\.ts$'] },
      to: {
        path: '^(src|checks|reports)/',
        // Declarations are found by the compiler.
        pathNot: ['^src/io/(?:stamp|storage)/worker\\.ts$', '^src/cli/entry\\.ts$', '\\.d\\.ts$'],
        reachable: false,
      },
    },
    ...door('@aws-sdk', 'src/io/aws/'),
    ...door('@smithy', 'src/io/aws/'),
    ...door('ajv', 'src/lib/schema-validator.ts'),
    ...door('dns-packet', 'src/lib/dns/'),
    ...door('execa', 'src/io/exec.ts'),
    ...door('ip-cidr', 'src/lib/cidr/'),
    ...door('ip-address', 'src/lib/cidr/'),
    ...door('netmask', 'src/lib/cidr/'),
    ...door('ping', 'src/io/'),
    ...door('systeminformation', 'src/io/'),
    ...door('xmlbuilder2', 'src/lib/xml.ts'),
    ...door('yaml', 'src/config/yaml/'),
    ...door('log-update', 'src/cli/live/'),
    ...door('yargs', 'src/cli/'),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.mjs', '.js', '.json'],
    },
  },
};

/** One door per package: a dormant one can then be replaced in one place. */
function door(name, path) {
  return [
    {
      name: `one-door-for-${name}`,
      comment: `${name} is wrapped by ${path}; import that.`,
      severity: 'error',
      from: { path: '^(src|checks|reports)/', pathNot: `^${path.replaceAll('.', '\\.')}` },
      to: { path: `^node_modules/${name}/` },
    },
  ];
}
