import { environment } from './environment.ts';
import { openFiles } from './bucket-files.ts';

/** The bucket of statements and reports, for the functions that are told its name: made once for each process. */
export const { files } = openFiles(environment.STATEMENTS_BUCKET, {});
