import { runService } from '#service';
import { gateway } from './gateway.service-definition';

void runService(gateway);
