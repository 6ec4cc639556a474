import { atSeverity, type Finding } from '#core/finding.ts';
import { say } from './messages.ts';
import type { GpuMeasurement, GpuTarget } from './target.ts';

/** Whether containers get at the GPUs: the toolkit, and containerd's runtime of it. */
export function judgeContainers(
  { operator }: GpuTarget,
  { toolkit, containerd }: GpuMeasurement,
): readonly Finding[] {
  const findings = [...judgeToolkit(toolkit), ...judgeRuntime(containerd)];
  return operator ? findings.map(asNote) : findings;
}

function asNote(finding: Finding): Finding {
  return finding.severity === 'fail' ? atSeverity(finding, 'note') : finding;
}

function judgeToolkit(toolkit: GpuMeasurement['toolkit']): readonly Finding[] {
  if (toolkit.kind === 'absent') return [say.toolkitMissing({})];
  return toolkit.kind === 'unclear' ? [say.toolkitUnclear({ said: toolkit.said })] : [];
}

function judgeRuntime(containerd: GpuMeasurement['containerd']): readonly Finding[] {
  switch (containerd.kind) {
    case 'absent':
      return [say.containerdAbsent({})];
    case 'unreadable':
      return [say.containerdUnreadable({ file: containerd.file, why: containerd.why })];
    case 'read': {
      const { runtimes, defaultRuntime, ignored, files } = containerd;
      if (!runtimes.includes('nvidia')) {
        return [say.runtimeMissing({ file: files[0] ?? '', runtimes, ignored })];
      }
      return defaultRuntime === 'nvidia' ? [] : [say.runtimeNotDefault({ defaultRuntime })];
    }
  }
}
