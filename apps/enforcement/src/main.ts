import { runService } from '#service';
import { enforcementService } from './enforcement.service-definition';

void runService(enforcementService);
