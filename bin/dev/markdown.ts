/** Lines that begin with `$ ` are commands, each run of them a block of its own. */
export function withCommands(fix: string): string {
  return fix.replaceAll(/\n(\$ .*(?:\n\$ .*)*)\n?/g, '\n\n```console\n$1\n```\n\n').trimEnd();
}
