import { LAYERS, type Layer } from '../../src/lib/known-errors/catalogue.ts';
import { fill } from '../../src/lib/known-errors/fill.ts';
import type { KnownError } from '../../src/lib/known-errors/known-error.ts';
import { withCommands } from './markdown.ts';

const INTRODUCTION = `# Known errors

What \`hybrid-preflight explain-log\` recognises in logs of nodeadm, kubelet, containerd, the SSM agent, IAM Roles Anywhere
and network plugins. What stands above tends to cause what stands below. A _symptom_ names no cause: it explains a line
only where nothing else does.
`;

/** Returns the page of the whole catalogue. */
export function knownErrorsPage(): string {
  return [INTRODUCTION, ...LAYERS.map(layerSection)].join('');
}

function layerSection({ title, errors }: Layer): string {
  return `\n## ${title}\n${errors.map(errorSection).join('')}`;
}

function errorSection({
  id,
  title,
  rank,
  cause,
  remedy,
  proof,
  source,
  examples,
}: KnownError): string {
  return [
    `\n### ${id}\n\n**${title}**${rank === 'symptom' ? ' (symptom)' : ''}. ${fill(cause, {})}\n`,
    `\n\`\`\`text\n${examples.join('\n')}\n\`\`\`\n`,
    `\nHow to mend it: ${withCommands(fill(remedy, {}))}\n`,
    proof === null
      ? '\nNo check proves it.\n'
      : `\n[${proof.check}](checks/${proof.check}.md) shows ${proof.shows}.\n`,
    source === null ? '' : `\nSource: <${source}>\n`,
  ].join('');
}
