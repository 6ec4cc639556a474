import type { SkipReason } from '#core/report.ts';

/** Returns why a case was skipped, as a clause. */
export function describeSkip(because: SkipReason): string {
  switch (because.kind) {
    case 'not-applicable':
      return `not applicable: ${because.why}`;
    case 'stage':
      return `for --stage ${because.only.join(' or ')}, not ${because.stage} (${because.why})`;
    case 'deselected':
      return 'deselected by --only or --skip';
    case 'prerequisite':
      return `means nothing while ${because.case} fails`;
    case 'no-peer':
      return 'only a peer at the far side can measure it';
    case 'cancelled':
      return `cut off by ${because.by}`;
  }
}
