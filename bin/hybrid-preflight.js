#!/usr/bin/env node
// Old syntax on purpose: a Node too old for the program must still be able to read this and say so.
var parts = process.versions.node.split('.').map(Number);
if (parts[0] < 22 || (parts[0] === 22 && parts[1] < 18)) {
  process.stderr.write(
    'hybrid-preflight needs Node 22.18 or later; this is ' + process.version + '.\n',
  );
  process.exitCode = 2;
} else {
  import('../dist/hybrid-preflight.mjs').catch(function (error) {
    // A checkout has no bundle: there, Node runs the TypeScript sources as they are.
    if (error.code !== 'ERR_MODULE_NOT_FOUND' || !/dist.hybrid-preflight\.mjs/.test(error.message))
      throw error;
    return import('../src/cli/entry.ts');
  });
}
