import { QUICK_CHECKS } from './quick-checks.ts';
import { runSteps } from './steps.ts';

process.exitCode = (await runSteps(QUICK_CHECKS)) ? 0 : 1;
