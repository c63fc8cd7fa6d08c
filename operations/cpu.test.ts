import { startBackend } from '../src/cli/backend';
import { testTable } from './testSupport';

testTable('cpu', () => startBackend('cpu'));
