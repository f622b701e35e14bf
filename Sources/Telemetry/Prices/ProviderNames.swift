/// Providers: one spelling for each, and whose price list stands in for whose.
package enum ProviderNames {
    /// Spellings of price files and gateways, with the conventions' spelling for each.
    private static let canonical: [String: String] = [
        "google": "gcp.gen_ai", "gemini": "gcp.gemini", "google-ai-studio": "gcp.gemini", "vertex_ai": "gcp.vertex_ai",
        "vertexai": "gcp.vertex_ai", "xai": "x_ai", "x-ai": "x_ai", "aws": "aws.bedrock", "bedrock": "aws.bedrock",
        "bedrock_converse": "aws.bedrock", "bedrock_mantle": "aws.bedrock", "amazon": "aws.bedrock",
        "amazon-bedrock": "aws.bedrock", "amazon_nova": "aws.bedrock", "azure": "azure.ai.openai",
        "azure_text": "azure.ai.openai", "az.ai.openai": "azure.ai.openai", "azure_ai": "azure.ai.inference",
        "az.ai.inference": "azure.ai.inference", "mistral": "mistral_ai", "mistralai": "mistral_ai",
        "codestral": "mistral_ai", "text-completion-codestral": "mistral_ai", "cohere_chat": "cohere",
        "moonshot": "moonshot_ai", "moonshotai": "moonshot_ai", "together": "together_ai", "fireworks": "fireworks_ai",
        "watsonx": "ibm.watsonx.ai", "text-completion-openai": "openai", "voyageai": "voyage", "zhipuai": "z_ai",
        "zai": "z_ai",
    ]

    /// Who sells the same models at the same prices, asked when a provider's own list does not name a model.
    private static let equals: [String: [String]] = [
        "azure.ai.openai": ["openai", "azure.ai.inference", "anthropic"],
        "azure.ai.inference": ["azure.ai.openai", "openai", "mistral_ai", "cohere", "deepseek", "x_ai", "anthropic"],
        "gcp.gemini": ["gcp.gen_ai", "gcp.vertex_ai"],
        "gcp.gen_ai": ["gcp.gemini", "gcp.vertex_ai", "anthropic"],
        "gcp.vertex_ai": ["gcp.gemini", "gcp.gen_ai", "anthropic", "mistral_ai"],
    ]

    /// The conventions' spelling of a provider; unknown names in lower case.
    package static func canonical(_ name: String) -> String {
        let lower = name.lowercased()
        if let known = canonical[lower] { return known }
        if lower.hasPrefix("vertex_ai-") { return "gcp.vertex_ai" }
        return lower
    }

    /// The price lists to look into for a provider, its own first.
    package static func lists(for provider: String) -> [String] { [provider] + (equals[provider] ?? []) }
}
