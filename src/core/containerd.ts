/** What containerd is told by its config and the files that this imports, as far as GPUs and registries go. */
export type ContainerdConfig =
  | { readonly kind: 'absent' }
  | { readonly kind: 'unreadable'; readonly file: string; readonly why: string }
  | {
      readonly kind: 'read';
      readonly files: readonly string[];
      /** Files of conf.d that no file imports. */
      readonly ignored: readonly string[];
      /** Of the config's format: 2 with containerd 1.x, 3 with 2.x. */
      readonly version: number;
      readonly runtimes: readonly string[];
      readonly defaultRuntime: string | null;
      /** `unset` is off before containerd 2.0, and on from there. */
      readonly cdi: 'on' | 'off' | 'unset';
      /** Folders that hold a folder for each registry; empty where none is set. */
      readonly registryFolders: readonly string[];
    };
