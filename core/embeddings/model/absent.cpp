#include "embeddings/model/embedded.h"

namespace mgc::embeddings::model {

Data data() { return {}; }

}  // namespace mgc::embeddings::model
