import { formatPath } from '../problem.ts';
import { inlineYaml, yamlComment } from '../yaml/inline.ts';
import { type Claim, placeOf } from './claim.ts';
import { LAYOUT, type Section, type Slot } from './layout.ts';

/** Returns a config that says what the claims say, each with where it comes from; what nobody says stands as a comment. */
export function writeConfig(claims: readonly Claim[]): string {
  const find = (setting: string): Claim | undefined =>
    claims.find((claim) => formatPath(claim.setting) === setting);
  return [
    HEAD,
    ...LAYOUT.map((section) => sectionText(section, find)),
    capacityText(find('capacity.maxPods')),
    PEER,
    baselineText(find('baseline')),
  ].join('\n');
}

/** Returns the settings that a config must have, and that no claim gives it. */
export function missingSettings(claims: readonly Claim[]): readonly string[] {
  const known = claims.map(({ setting }) => formatPath(setting));
  return LAYOUT.flatMap(({ name, slots }) =>
    slots.filter(({ empty }) => empty !== undefined).map(({ key }) => `${name}.${key}`),
  ).filter((setting) => !known.includes(setting));
}

const HEAD = `# yaml-language-server: $schema=./preflight.schema.json
# What hybrid-preflight shall prove. Each value says where it was read; look at those marked "inferred", and at the
# settings in comments: no file said them.
`;

const PEER = `# What AWS must reach here only a process in AWS can prove: start "hybrid-preflight peer" there.
# peer: { host: 10.20.3.10, token: "file:/etc/hybrid-preflight/peer.token" }
`;

type Find = (setting: string) => Claim | undefined;

function sectionText({ name, slots }: Section, find: Find): string {
  const rows = slots.map((slot) => ({ slot, claim: find(`${name}.${slot.key}`) }));
  const isOpen = rows.some(({ slot, claim }) => claim !== undefined || slot.empty !== undefined);
  const lines = rows.map(({ slot, claim }) =>
    claim === undefined ? openLine(slot, isOpen) : knownLine(slot.key, claim),
  );
  return `${isOpen ? '' : '# '}${name}:\n${lines.join('')}`;
}

/** Beyond it, a comment stands above its setting. */
const LONGEST_LINE = 110;

function knownLine(key: string, claim: Claim): string {
  const [setting, why] = [`${key}: ${inlineYaml(claim.value)}`, yamlComment(provenanceOf(claim))];
  const isShort = setting.length + why.length <= LONGEST_LINE;
  return isShort ? `  ${setting} ${why}\n` : `  ${why}\n  ${setting}\n`;
}

function openLine({ key, example, source, empty }: Slot, isOpen: boolean): string {
  const why = source === undefined ? '' : ` # ${source}`;
  if (empty !== undefined)
    return `  ${key}: ${empty} # missing, such as ${example}: ${source ?? ''}\n`;
  return `${isOpen ? '  # ' : '#   '}${key}: ${example}${why}\n`;
}

/** How many nodes will come, no file says; without that, the capacity is not looked at. */
function capacityText(maxPods: Claim | undefined): string {
  const [pods, why] =
    maxPods === undefined
      ? ['110', 'how much the pod network must carry']
      : [inlineYaml(maxPods.value), `maxPods ${provenanceOf(maxPods)}; how many nodes will come?`];
  return `# capacity: { nodes: 20, maxPods: ${pods}, podMaskSize: 25 } ${yamlComment(why)}\n`;
}

function baselineText(baseline: Claim | undefined): string {
  return baseline === undefined
    ? 'baseline: direct-connect # direct-connect | vpn | aws-minimum\n'
    : `baseline: ${inlineYaml(baseline.value)} ${yamlComment(provenanceOf(baseline))}\n`;
}

/** More places make the line no truer. */
const MOST_PLACES = 3;

function provenanceOf({ origins, inferred, isPart }: Claim): string {
  const places = [...new Set(origins.map(placeOf))];
  const more = places.length > MOST_PLACES ? ` and ${places.length - MOST_PLACES} more` : '';
  const from = `${places.slice(0, MOST_PLACES).join(', ')}${more}`;
  if (isPart === true && inferred === undefined) return `from ${from}; add what else there is`;
  return inferred === undefined ? `from ${from}` : `inferred: ${inferred} (${from})`;
}
