import { runService } from '#service';
import { entryService } from './entry.service-definition';

void runService(entryService);
