import { runFront } from '#service';
import { portal } from './portal.definition';

void runFront(portal);
