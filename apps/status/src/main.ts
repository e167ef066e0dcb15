import { runService } from '#service';
import { statusService } from './status.service-definition';

void runService(statusService);
