import { runService } from '#service';
import { portService } from './port.service-definition';

void runService(portService);
