/** `disabled` is one that modprobe is told to replace by nothing, as hardening guides do. */
export type ModuleState = 'loaded' | 'built-in' | 'loadable' | 'disabled' | 'missing' | 'unknown';

/** What a host tells of its modules; null is what it does not tell. */
export type ModuleLists = {
  /** /proc/modules */
  readonly loaded: string | null;
  /** modules.builtin and modules.dep of the running kernel */
  readonly builtIn: string | null;
  readonly loadable: string | null;
  /** all of modprobe.d(5) */
  readonly settings: string;
};

/** Returns where a module of the running kernel is. */
export function moduleState(name: string, lists: ModuleLists): ModuleState {
  // Dash and underscore are the same to the kernel.
  const spelled = name.replaceAll(/[-_]/g, '[-_]');
  if (new RegExp(`^${spelled} `, 'm').test(lists.loaded ?? '')) return 'loaded';
  const file = new RegExp(`(?:^|/)${spelled}\\.ko(?:\\.\\w+)?(?::|$)`, 'm');
  if (file.test(lists.builtIn ?? '')) return 'built-in';
  if (lists.loadable === null) return 'unknown';
  if (!file.test(lists.loadable)) return 'missing';
  const nothing = new RegExp(
    `^[ \\t]*install\\s+${spelled}\\s+(?:/usr)?/bin/(?:true|false)\\b`,
    'm',
  );
  return nothing.test(lists.settings) ? 'disabled' : 'loadable';
}
