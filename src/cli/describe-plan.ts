import type { PlannedCase } from '#core/plan.ts';
import { isSelected, type Selection } from '#core/selection.ts';

/** Returns the plan as text, a line a case: what would happen to it, and its name. */
export function describePlan(cases: readonly PlannedCase[], selection: Selection): string {
  const lines = cases.map((planned) => `${fateOf(planned, selection)}\n`);
  const measured = cases.filter(
    (planned) =>
      isSelected(planned, selection) && 'target' in planned.case && planned.case.from === 'local',
  ).length;
  return `${lines.join('')}${measured} of ${cases.length} cases would be measured.\n`;
}

function fateOf(planned: PlannedCase, selection: Selection): string {
  const { id, check, case: of } = planned;
  if (!isSelected(planned, selection)) return `deselected      ${id}`;
  if ('elsewhen' in of) return `other stage     ${id}  (${of.elsewhen.only.join(', ')})`;
  if ('notApplicable' in of) return `not applicable  ${id}  (${of.notApplicable})`;
  if (of.from === 'peer') return `needs a peer    ${id}`;
  return `${check.lane.padEnd(14)}  ${id}`;
}
