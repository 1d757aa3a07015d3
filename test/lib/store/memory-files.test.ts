import { makeMemoryFiles } from '../../../lib/store/memory-files.ts';
import { describeFiles } from './files-contract.ts';

const files = makeMemoryFiles();

describeFiles('the in-memory twin of the bucket', () => files);
