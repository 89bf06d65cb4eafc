#include "azure/sign_in/browser_sign_in.h"

#include <QCryptographicHash>
#include <QRandomGenerator>

#include "azure/sign_in/claims_challenge.h"
#include "azure/sign_in/loopback_receiver.h"
#include "http/url.h"

namespace mgc::azure {

namespace {

/// 43 characters of base64url from 32 bytes of the system's generator.
std::string randomText() {
    std::array<quint32, 8> words{};
    QRandomGenerator::system()->fillRange(words.data(), static_cast<qsizetype>(words.size()));
    std::string bytes;
    for (const quint32 word : words)
        for (unsigned shift = 0; shift < 32; shift += 8) bytes += static_cast<char>((word >> shift) & 0xff);
    return base64Url(bytes);
}

}  // namespace

Result<TokenAnswer> signInWithBrowser(EntraEndpoint endpoint, const BrowserSignIn& options,
                                      const std::function<Result<void>(const std::string&)>& open) {
    const std::string state = randomText(), verifier = randomText(), nonce = randomText();
    MGC_TRY_ASSIGN(const auto receiver, LoopbackReceiver::listen(state));
    const std::string challenge =
        base64Url(QCryptographicHash::hash(QByteArray::fromStdString(verifier), QCryptographicHash::Sha256).toStdString());
    Form query{{"client_id", options.clientId},
               {"response_type", "code"},
               {"redirect_uri", receiver->redirectUri()},
               {"response_mode", "form_post"},
               {"scope", withOpenId(options.scope)},
               {"state", state},
               {"nonce", nonce},
               {"code_challenge", challenge},
               {"code_challenge_method", "S256"}};
    if (!options.prompt.empty()) query.emplace_back("prompt", options.prompt);
    if (!options.loginHint.empty()) query.emplace_back("login_hint", options.loginHint);
    if (!options.claims.empty()) query.emplace_back("claims", options.claims);
    MGC_TRY(open(endpoint.url("authorize") + '?' + http::formatQuery(query)));

    MGC_TRY_ASSIGN(const auto parameters, receiver->wait(endpoint.transport(), options.limit));
    EntraFault fault;
    std::string code;
    for (const auto& [name, value] : parameters) {
        if (name == "code") code = value;
        if (name == "error") fault.error = value;
        if (name == "error_subcode" || name == "suberror") fault.suberror = value;
        if (name == "error_description") fault.description = value;
    }
    if (!fault.error.empty()) return fail(entraError(fault));
    Form form{{"grant_type", "authorization_code"},      {"client_id", options.clientId}, {"code", code},
              {"redirect_uri", receiver->redirectUri()}, {"code_verifier", verifier},     {"scope", withOpenId(options.scope)}};
    if (!options.claims.empty()) form.emplace_back("claims", options.claims);
    return endpoint.tokenOrError(form);
}

}  // namespace mgc::azure
