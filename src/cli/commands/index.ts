import type { Command, CommandGroup } from '../command.ts';
import { demo } from './demo.ts';
import { explain } from './explain.ts';
import { explainLog } from './explain-log.ts';
import { init } from './init.ts';
import { judge } from './judge.ts';
import { lab } from './lab/index.ts';
import { list } from './list.ts';
import { merge } from './merge.ts';
import { peer } from './peer.ts';
import { rules } from './rules.ts';
import { run } from './run.ts';
import { validate } from './validate.ts';

/** Every command, in the order of the help. */
export const commands: readonly (Command<object> | CommandGroup)[] = [
  run,
  list,
  explain,
  explainLog,
  validate,
  init,
  demo,
  judge,
  merge,
  rules,
  peer,
  lab,
];
