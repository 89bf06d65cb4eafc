#include "embeddings/model/embedded.h"

// The assembler includes the tables as they are. 64-byte alignment keeps the floats readable in place; only the pages that encoding
// touches are ever resident.
#define MGC_EMBED(symbol, file)                                                                                                           \
    __asm__(".section .rodata\n.balign 64\n.hidden " #symbol "\n.globl " #symbol "\n" #symbol ":\n.incbin \"" file "\"\n.hidden " #symbol \
            "End\n.globl " #symbol "End\n" #symbol "End:\n.byte 0\n.balign 64\n.text\n");                                                 \
    extern "C" const char symbol[];                                                                                                       \
    extern "C" const char symbol##End[];

MGC_EMBED(mgcSentenceWeights, MGC_MODEL_FOLDER "/weights.table")
MGC_EMBED(mgcSentencePieces, MGC_MODEL_FOLDER "/pieces.table")

namespace mgc::embeddings::model {

Data data() {
    const void* weights = mgcSentenceWeights;
    return {static_cast<const float*>(weights), mgcSentencePieces, static_cast<std::size_t>(mgcSentencePiecesEnd - mgcSentencePieces)};
}

}  // namespace mgc::embeddings::model
